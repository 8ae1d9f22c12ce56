using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.LossDistributions;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.LossDistributions;

public class ConnectTheDotsTests
{
    public static TheoryData<double, double, AdjacencyDirection, double, int, double[], double> PublishedMasses => new()
    {
        { 1, 1, AdjacencyDirection.Remove, 1, -2, [.022697115, .126282046, .319116756, .343270190, .167710257], .020923636 },
        {
            1, 1, AdjacencyDirection.Remove, 0.5, -3, [.039832263, .064402107, .118516480, .171573378, .195400642, .175063076, .178515818],
            .056696236
        },
        { 1, .8, AdjacencyDirection.Remove, 1, -1, [.164817973, .398104072, .314081995, .112267164], .010728796 },
        { 1, .8, AdjacencyDirection.Add, 1, -2, [.015193708, .115544309, .398104072, .448021700], .023136210 },
        { .5, .4, AdjacencyDirection.Remove, 1, -1, [.158923753, .499732772, .142761851, .090324817, .070789342], .037467466 },
    };

    [Theory]
    [MemberData(nameof(PublishedMasses))]
    public void Check_12_V5_masses_are_the_published_ones(
        double noise, double rate, AdjacencyDirection direction, double step, int lowest, double[] masses, double infinite)
    {
        PrivacyLossDistribution distribution = PrivacyLossDistribution.Of(
            new SampledLoss(rate, new GaussianLoss(noise), direction), step, lowest, lowest + masses.Length - 1, LossBound.Upper);

        // Published to nine places.
        for (int i = 0; i < masses.Length; i++) Assert.Equal(masses[i], distribution.Masses[i], 1e-8);
        Assert.Equal(infinite, distribution.InfiniteMass, 1e-8);
    }

    [Theory]
    [InlineData(1, 1, 0.1)]
    [InlineData(0.2, 2, 0.01)]
    [InlineData(0.01, 0.5, 0.002)]
    public void Check_12_total_mass_is_1_and_delta_at_grid_losses_is_the_closed_form(double rate, double noise, double step)
    {
        foreach (AdjacencyDirection direction in Enum.GetValues<AdjacencyDirection>())
        {
            SampledLoss profile = new(rate, new GaussianLoss(noise), direction);
            PrivacyLossDistribution distribution = PrivacyLossDistribution.Of(profile, step, LossBound.Upper);
            Assert.Equal(1, Sum(distribution) + distribution.InfiniteMass, 1e-12);
            for (double k = -20; k <= 200; k += 5) Assert.Equal(profile.Delta(k * step), distribution.Delta(k * step), 1e-12);
        }
    }

    [Fact]
    public void Both_bounds_stand_on_their_side_everywhere_and_close_in()
    {
        foreach (LossProfile profile in Profiles())
        {
            double coarse = LargestGap(profile, 0.02), fine = LargestGap(profile, 0.01);
            // Mass that moves by at most one cell changes δ by at most a cell; a smooth density gives a quarter for half the step.
            Assert.True(coarse < 0.02 && fine < 0.01, $"{profile.GetType().Name}: {coarse} then {fine}");
            if (profile is GaussianLoss or SampledLoss { Release: GaussianLoss })
                Assert.True(fine < 0.5 * coarse, $"{profile.GetType().Name}: {coarse} then {fine}");
        }
    }

    [Theory]
    [InlineData(0.5, 0.5, 1, 0.210495594285)]
    [InlineData(0.01, 1, 0, 3.82924922548e-3)]
    [InlineData(0.01, 1, 0.1, 7.29003769576e-5)]
    [InlineData(0.01, 1, 1, 2.73200926155e-9)]
    [InlineData(0.1, 2, 0.05, 6.90706407223e-3)]
    public void Delta_of_one_sampled_release_is_known(double rate, double noise, double epsilon, double delta) =>
        Relatively.Equal(delta, new SampledLoss(rate, new GaussianLoss(noise), AdjacencyDirection.Remove).Delta(epsilon), 1e-11);

    [Theory]
    [InlineData(0.5, 0.5, 1, 0)]
    [InlineData(0.01, 1, 0.1, 0)]
    [InlineData(0.1, 2, 0.05, 1.54598599392e-3)]
    public void Delta_of_one_added_example_is_known(double rate, double noise, double epsilon, double delta) =>
        Assert.Equal(delta, new SampledLoss(rate, new GaussianLoss(noise), AdjacencyDirection.Add).Delta(epsilon), 1e-13);

    [Theory]
    [InlineData(0.3, 0, 1, 0.5, 1.3, 0.0568888843)]
    [InlineData(0.3, 0, 1.3, 0.5, 1, 0.1165331186)]
    [InlineData(0.05, 0, 1, 0, 0.9, 0.0143561117)]
    public void Delta_between_unequal_Gaussians_is_known(
        double epsilon, double mean, double variance, double other, double otherVariance, double delta) =>
        Assert.Equal(delta, new UnequalGaussianLoss(mean, variance, other, otherVariance).Delta(epsilon), 1e-10);

    [Theory]
    [InlineData(0.3, 0.5)]
    [InlineData(1, 1)]
    [InlineData(2, 0.1)]
    public void Delta_of_Laplace_noise_is_1_minus_a_root(double noise, double epsilon)
    {
        // P(L > ε) − e^ε Q(L > ε) of two exponentials: 1 − e^{(ε − 1/b)/2}.
        double expected = Math.Max(0, 1 - Math.Exp((epsilon - (1 / noise)) / 2));
        Assert.Equal(expected, new LaplaceLoss(noise).Delta(epsilon), 1e-14);
    }

    [Theory]
    [InlineData(0.02, 0.8)]
    [InlineData(0.5, 2)]
    public void A_replaced_example_follows_the_amplification_of_fixed_batches(double rate, double noise)
    {
        // δ'(ε') = γ δ(ε) with e^{ε'} = 1 + γ (e^ε − 1), and by exchange of the data sets below 0. [Balle 2018]
        ReplacedSampleLoss profile = new(rate, new GaussianLoss(noise));
        foreach (double epsilon in (double[])[0, 0.3, 1, 3])
        {
            double amplified = double.LogP1(rate * double.ExpM1(epsilon)), delta = rate * GaussianMechanism.Delta(epsilon, noise);
            Relatively.Equal(delta, profile.Delta(amplified), 1e-11);
            Relatively.Equal(1 - Math.Exp(-amplified) + (Math.Exp(-amplified) * delta), profile.Delta(-amplified), 1e-11);
        }
    }

    private static LossProfile[] Profiles() =>
    [
        new GaussianLoss(1), new LaplaceLoss(2.3), new SampledLoss(0.2, new GaussianLoss(1), AdjacencyDirection.Remove),
        new SampledLoss(0.2, new GaussianLoss(1), AdjacencyDirection.Add),
        new SampledLoss(0.3, new LaplaceLoss(1), AdjacencyDirection.Remove), new ReplacedSampleLoss(0.1, new GaussianLoss(0.7)),
        new UnequalGaussianLoss(0, 1, 0.5, 1.3), new UnequalGaussianLoss(0, 1.3, 0.5, 1),
    ];

    private static double LargestGap(LossProfile profile, double step)
    {
        PrivacyLossDistribution upper = PrivacyLossDistribution.Of(profile, step, LossBound.Upper);
        PrivacyLossDistribution lower = PrivacyLossDistribution.Of(profile, step, LossBound.Lower);
        Assert.All(lower.Masses.ToArray(), mass => Assert.True(mass >= 0));
        double gap = 0;
        for (double epsilon = -2; epsilon < 4; epsilon += 0.0037)
        {
            double truth = profile.Delta(epsilon), above = upper.Delta(epsilon), below = lower.Delta(epsilon);
            Assert.True(
                below <= truth + 1e-13 && truth <= above + 1e-13,
                $"{profile.GetType().Name} at {epsilon}: {below} {truth} {above}");
            gap = Math.Max(gap, above - below);
        }

        return gap;
    }

    private static double Sum(PrivacyLossDistribution distribution)
    {
        double sum = 0;
        foreach (double mass in distribution.Masses) sum += mass;
        return sum;
    }
}
