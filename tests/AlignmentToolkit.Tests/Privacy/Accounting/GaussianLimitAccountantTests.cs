using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Accounting;

/// <summary>Check 11, rows of the central limit: the numbers are right, and they are not called a guarantee.</summary>
public class GaussianLimitAccountantTests
{
    private static readonly GaussianLimitAccountant Accountant = new();

    [Theory]
    [InlineData(2249, 6.599820769)]
    [InlineData(2250, 6.601567090)]
    public void Check_11_V4_opacus_central_limit(long steps, double epsilon) =>
        Assert.Equal(epsilon, Poisson(0.04, 1.5, steps).Estimate, 1e-8);

    [Fact]
    public void Check_11_V4_opacus_parameter() => Assert.Equal(
        1.419066311, Accountant.Mu(new RepeatedEvent(new PoissonSampledEvent(0.04, new GaussianEvent(1.5)), 2249)), 5e-10);

    [Theory]
    [InlineData(0.5, 9.0988)]
    [InlineData(0.7, 2.6976)]
    [InlineData(1.0, 1.2639)]
    [InlineData(1.3, 0.8345)]
    [InlineData(2.0, 0.4718)]
    [InlineData(4.0, 0.2104)]
    [InlineData(8.0, 0.0974)]
    public void Fifteen_epochs_cost_what_the_table_of_the_facts_says(double noise, double epsilon)
    {
        PrivacyRange range = new GaussianLimitAccountant().CurveOf(
            new RepeatedEvent(new PoissonSampledEvent(256.0 / 60000, new GaussianEvent(noise)), 3516)).Epsilon(1e-5);
        Assert.Equal(epsilon, range.Estimate, 0.5e-4);
    }

    [Fact]
    public void The_limit_is_no_guarantee_and_says_so()
    {
        PrivacyCurve curve = Accountant.CurveOf(new RepeatedEvent(new PoissonSampledEvent(0.01, new GaussianEvent(0.7)), 120));
        PrivacyRange range = curve.Epsilon(1e-5);
        // The true ε is 2.461.
        Assert.Equal(1.063, range.Estimate, 5e-4);
        Assert.Equal((0, double.PositiveInfinity), (range.Lower, range.Upper));
        Assert.False(Accountant.IsBound);
        Assert.Contains("not a bound", curve.Remark(1e-5), StringComparison.Ordinal);
        Assert.Equal(1, curve.Delta(1).Upper);
    }

    [Fact]
    public void Fixed_batches_have_the_parameter_of_the_variance_of_their_limit()
    {
        // χ² of a half-half test between shifted Gaussians, by the formula as it is printed; large noise takes digits from that.
        const double noise = 1.3;
        static double Phi(double x) => AlignmentToolkit.Numerics.NormalDistribution.Cdf(x);
        double square = Math.Exp(1 / (noise * noise)) * Phi(3 / (2 * noise)) + 3 * Phi(-1 / (2 * noise)) - 2;
        PrivacyEvent training = new RepeatedEvent(new FixedBatchEvent(60000, 256, new GaussianEvent(noise)), 3516);
        Relatively.Equal(Math.Sqrt(2 * 3516 * square) * 256 / 60000, Accountant.Mu(training), 1e-13);
        // Weak releases: 1/(2σ²) remains, and μ = q √T/σ as for Poisson samples.
        PrivacyEvent weak = new RepeatedEvent(new FixedBatchEvent(100, 1, new GaussianEvent(1e4)), 100);
        Relatively.Equal(1e-5, Accountant.Mu(weak), 1e-3);
    }

    [Fact]
    public void Without_sampling_the_limit_is_exact() =>
        Assert.Equal(
            PrivacyRange.Exactly(GaussianMechanism.Epsilon(4 / Math.Sqrt(15), 1e-5)),
            Accountant.CurveOf(new RepeatedEvent(new GaussianEvent(4), 15)).Epsilon(1e-5));

    [Fact]
    public void Parameters_of_different_releases_add_up_in_squares()
    {
        PrivacyEvent sampled = new PoissonSampledEvent(0.1, new GaussianEvent(1)), plain = new GaussianEvent(5);
        double expected = Math.Sqrt(3 * 0.01 * (Math.E - 1) + 2.0 / 25);
        Relatively.Equal(
            expected, Accountant.Mu(new ComposedEvent([new RepeatedEvent(sampled, 3), new RepeatedEvent(plain, 2)])), 1e-14);
    }

    private static PrivacyRange Poisson(double rate, double noise, long steps) =>
        Accountant.CurveOf(new RepeatedEvent(new PoissonSampledEvent(rate, new GaussianEvent(noise)), steps)).Epsilon(1e-5);
}
