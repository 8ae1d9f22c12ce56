using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.LossDistributions;
using AlignmentToolkit.Privacy.Renyi;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.LossDistributions;

public class PrivacyLossAccountantTests
{
    private static readonly PrivacyLossAccountant Accountant = new(), Fine = new() { RelativeWidth = 1e-5 };

    private static readonly PrivacyLossAccountant Numbers = new() { UsesClosedForms = false };

    [Theory]
    [InlineData(.04, 1.5, 2250, 1e-5, 6.7687804)]
    [InlineData(.04, 1.5, 2249, 1e-5, 6.7670441)]
    [InlineData(.05, 1.5, 100, 1e-6, 1.9437355)]
    [InlineData(.05, 1.5, 1000, 1e-6, 6.1996917)]
    [InlineData(.2, 2, 100, 1e-6, 5.6617881)]
    public void Check_11_V4_the_truth_is_met_to_its_last_digit(double rate, double noise, long steps, double delta, double truth) =>
        Assert.Equal(truth, Fine.CurveOf(Training(rate, noise, steps)).Epsilon(delta).Estimate, 2e-6);

    [Theory]
    [InlineData(.001, .8, 1000, 1e-6, 0.4676831)]
    [InlineData(.001, 2, 20000, 1e-6, 0.2958010)]
    [InlineData(.0025, 1.3, 6000, 1e-5, 0.6400037)]
    [InlineData(.01, .7, 120, 1e-5, 2.4612377)]
    [InlineData(.01, 1, 1000, 1e-5, 1.8282367)]
    [InlineData(.01, 1, 10000, 1e-6, 6.9073846)]
    [InlineData(.8, .2, 100, 1e-6, double.NaN)]
    [InlineData(.2, .8, 100, 1e-6, 24.3226202)]
    [InlineData(.05, 3, 50000, 1e-6, 24.9312177)]
    [InlineData(.04, 1.5, 2250, 1e-5, 6.7687804)]
    public void Check_11_the_bounds_hold_the_truth_between_them(double rate, double noise, long steps, double delta, double truth)
    {
        PrivacyRange range = Accountant.CurveOf(Training(rate, noise, steps)).Epsilon(delta);

        Assert.True(range.Lower <= range.Estimate && range.Estimate <= range.Upper, range.ToString());
        if (double.IsNaN(truth)) return;
        // The truths are rounded to seven places.
        Assert.InRange(truth, range.Lower - 1e-7, range.Upper + 1e-7);
        Assert.InRange(range.Upper - range.Lower, 0, 1e-3 * range.Estimate);
    }

    // The FashionMNIST-sized run of section 4: five places.
    [Theory]
    [InlineData(0.5, 11.04175)]
    [InlineData(0.7, 3.40441)]
    [InlineData(1.0, 1.35139)]
    [InlineData(1.3, 0.86454)]
    [InlineData(2.0, 0.48018)]
    [InlineData(4.0, 0.21198)]
    [InlineData(8.0, 0.09774)]
    public void The_table_of_a_training_run_lies_within_the_bounds(double noise, double truth)
    {
        PrivacyRange range = Accountant.CurveOf(Training(256.0 / 60000, noise, 3516)).Epsilon(1e-5);

        Assert.InRange(truth, range.Lower - 5e-6, range.Upper + 5e-6);
        Assert.InRange(range.Upper - range.Lower, 0, 1e-3 * range.Estimate);
    }

    [Theory]
    [InlineData(.8, .001, 100, 0.2603371, 0.270403364)]
    [InlineData(3, .001, 20000, 0.1839901, 0.194031031)]
    [InlineData(.8, .2, 100, 24.3226202, 24.333664178)]
    public void Published_upper_values_lie_above(double noise, double rate, long steps, double truth, double published)
    {
        PrivacyRange range = Accountant.CurveOf(Training(rate, noise, steps)).Epsilon(1e-6);

        Assert.InRange(truth, range.Lower - 1e-7, range.Upper + 1e-7);
        Assert.True(range.Lower <= published);
    }

    [Theory]
    [InlineData(1, 2, 1e-5)]
    [InlineData(4, 15, 1e-5)]
    [InlineData(0.3, 3, 1e-10)]
    [InlineData(30, 1000, 1e-5)]
    [InlineData(2, 10, 1e-40)]
    [InlineData(5, 7, 1e-200)]
    public void Check_12_numbers_bracket_the_exact_Gaussian_curve_however_small_delta_is(double noise, long steps, double delta)
    {
        double truth = GaussianMechanism.Epsilon(noise / Math.Sqrt(steps), delta);

        PrivacyRange range = Numbers.CurveOf(new RepeatedEvent(new GaussianEvent(noise), steps)).Epsilon(delta);

        Assert.InRange(truth, range.Lower, range.Upper);
        Assert.InRange(range.Upper - range.Lower, 0, 1e-3 * truth);
        // The estimate cancels the leading error: a tenth of the width is left at most.
        Assert.Equal(truth, range.Estimate, 1e-4 * truth);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(6)]
    public void Delta_is_bracketed_as_well(double epsilon)
    {
        double truth = GaussianMechanism.Delta(epsilon, 4 / Math.Sqrt(15));

        PrivacyRange range = Numbers.CurveOf(new RepeatedEvent(new GaussianEvent(4), 15)).Delta(epsilon);

        Assert.InRange(truth, range.Lower, range.Upper);
        Assert.Equal(truth, range.Estimate, 1e-3 * truth);
    }

    [Fact]
    public void Different_releases_compose()
    {
        PrivacyEvent mixed = new ComposedEvent(
            [new RepeatedEvent(new GaussianEvent(3), 4), new GaussianEvent(1.2), new RepeatedEvent(new GaussianEvent(8), 11)]);
        double noise = GaussianMechanism.Compose(3, 3, 3, 3, 1.2, 8 / Math.Sqrt(11));

        PrivacyRange range = Numbers.CurveOf(mixed).Epsilon(1e-6);

        Assert.InRange(GaussianMechanism.Epsilon(noise, 1e-6), range.Lower, range.Upper);
    }

    [Fact]
    public void Repeated_Laplace_noise_is_bracketed_by_the_sum_over_its_extremes()
    {
        // Two releases, b = 1: δ(ε) by the one-dimensional integral of the second release's closed form against the first one's density.
        const double epsilon = 0.7;
        double ends = 0.5 * LaplaceDelta(epsilon - 1) + (0.5 * Math.Exp(-1) * LaplaceDelta(epsilon + 1)), middle = 0;
        const int points = 200_000;
        for (int i = 0; i < points; i++)
        {
            double loss = -1 + (2 * (i + 0.5) / points);
            middle += 2.0 / points * 0.25 * Math.Exp((loss - 1) / 2) * LaplaceDelta(epsilon - loss);
        }

        PrivacyRange range = Accountant.CurveOf(new RepeatedEvent(new LaplaceEvent(1), 2)).Delta(epsilon);

        Assert.InRange(ends + middle, range.Lower - 1e-9, range.Upper + 1e-9);
        Assert.InRange(range.Upper - range.Lower, 0, 1e-2);

        static double LaplaceDelta(double epsilon) => epsilon < -1 ? 1 - Math.Exp(epsilon) : Math.Max(0, 1 - Math.Exp((epsilon - 1) / 2));
    }

    [Fact]
    public void Check_13_accountants_are_in_order()
    {
        foreach ((double rate, double noise, long steps) in ((double, double, long)[])[(.01, .7, 120), (.004, 1, 3500), (.2, 2, 100)])
        {
            PrivacyEvent training = Training(rate, noise, steps);
            double loss = Accountant.CurveOf(training).Epsilon(1e-5).Upper;
            double renyi = new RenyiAccountant().CurveOf(training).Epsilon(1e-5).Upper;
            Assert.True(loss <= renyi, $"{loss} {renyi}");
        }
    }

    [Fact]
    public void Curves_over_steps_are_those_of_single_numbers_of_steps()
    {
        PrivacyEvent step = new PoissonSampledEvent(0.01, new GaussianEvent(0.9));
        long[] steps = [500, 0, 1, 20, 1000];

        IReadOnlyList<PrivacyRange> ranges = Accountant.EpsilonBySteps(step, steps, 1e-5, TestContext.Current.CancellationToken);

        for (int i = 0; i < steps.Length; i++)
        {
            PrivacyRange alone = Accountant.CurveOf(new RepeatedEvent(step, steps[i])).Epsilon(1e-5);
            Assert.True(alone.Lower <= ranges[i].Upper && ranges[i].Lower <= alone.Upper, $"{steps[i]}: {alone} {ranges[i]}");
        }
    }

    [Fact]
    public void A_column_of_unequal_variances_composes_towards_the_curve_of_equal_ones()
    {
        // Variances 1 and 1 + 1e-9 are as good as equal: μ = 0.2 for each of 25 coordinates is μ = 1 for all.
        LossComponent column = new(new UnequalGaussianLoss(0.2, 1, 0, 1 + 1e-9), 25);

        PrivacyRange range = Accountant.Compose([column], TestContext.Current.CancellationToken).Epsilon(1e-5);

        Assert.Equal(GaussianMechanism.Epsilon(1, 1e-5), range.Estimate, 1e-3);
    }

    [Fact]
    public void A_width_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyLossAccountant { RelativeWidth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyLossAccountant { RelativeWidth = double.NaN });
    }

    private static RepeatedEvent Training(double rate, double noise, long steps) =>
        new(new PoissonSampledEvent(rate, new GaussianEvent(noise)), steps);
}
