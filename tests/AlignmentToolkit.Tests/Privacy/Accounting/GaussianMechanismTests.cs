using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Accounting;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Accounting;

/// <summary>Check 9: the exact Gaussian mechanism against test vectors V1 (multi-precision), quadrature and its own inverse
/// functions.</summary>
public class GaussianMechanismTests
{
    // V1 is given to 12 digits.
    private const double Digits = 1e-11;

    [Theory]
    [InlineData(0, 1, 0.382924922548)]
    [InlineData(1, 1, 0.126936737507)]
    [InlineData(0.5, 2, 0.0524403232877)]
    [InlineData(3, 0.5, 0.183813076544)]
    [InlineData(10, 0.5, 9.94020281612e-6)]
    [InlineData(0.1, 10, 0.00875176814581)]
    [InlineData(20, 0.2, 0.0473229641885)]
    [InlineData(1, 1.0 / 3, 0.787600741360)]
    public void V1_delta(double epsilon, double noise, double delta) =>
        Relatively.Equal(delta, GaussianMechanism.Delta(epsilon, noise), Digits);

    [Theory]
    [InlineData(1, 1e-5, 4.37717809568)]
    [InlineData(2, 1e-5, 1.99309140442)]
    [InlineData(0.5, 1e-6, 10.9971512142)]
    [InlineData(5, 1e-6, 0.834117548624)]
    [InlineData(10, 1e-5, 0.340669364684)]
    public void V1_epsilon(double noise, double delta, double epsilon) =>
        Relatively.Equal(epsilon, GaussianMechanism.Epsilon(noise, delta), Digits);

    [Theory]
    [InlineData(0.1, 1e-5, 30.749566132)]
    [InlineData(0.5, 1e-5, 7.03182667558)]
    [InlineData(1, 1e-5, 3.73063163482)]
    [InlineData(1, 1e-6, 4.22467888933)]
    [InlineData(2, 1e-5, 1.99381244564)]
    [InlineData(4, 1e-6, 1.19351858716)]
    [InlineData(8, 1e-5, 0.600229072199)]
    [InlineData(10, 1e-10, 0.683043967227)]
    [InlineData(50, 1e-6, 0.156592870392)]
    public void V1_noise_multiplier(double epsilon, double delta, double noise) =>
        Relatively.Equal(noise, GaussianMechanism.NoiseMultiplier(epsilon, delta), 1e-10);

    [Theory]
    [InlineData(1e-3, 0.0182984684057)]
    [InlineData(1e-10, 4.13032288438e-8)]
    public void V1_true_positive_rate(double falsePositiveRate, double rate) =>
        Relatively.Equal(rate, GaussianMechanism.TruePositiveRate(falsePositiveRate, 1), Digits);

    [Theory]
    [InlineData(15, 4.0, 1e-5, 4.216836)]
    [InlineData(3, 1.7320508075688772, 0.126936737507, 1)]
    public void Several_releases_are_one_with_the_noise_of_their_root_mean_square(int count, double noise, double delta, double epsilon)
    {
        double composed = GaussianMechanism.Compose(Enumerable.Repeat(noise, count));
        Relatively.Equal(noise / Math.Sqrt(count), composed, 1e-14);
        Assert.Equal(epsilon, GaussianMechanism.Epsilon(composed, delta), 5e-7);
    }

    [Fact]
    public void Delta_is_the_integral_of_the_density_that_exceeds_the_other() =>
        Gen.Select(Gen.Double[-2, 8], Gen.Double[0.3, 20]).Sample(AssertDeltaIsAnIntegral, iter: 20);


    [Fact]
    public void Check_9_epsilon_and_noise_undo_delta_over_the_whole_range() =>
        Gen.Select(Gen.Double[-5, 5], Gen.Double[-10, Math.Log10(0.9)]).Sample((logEpsilon, logDelta) =>
        {
            double epsilon = Math.Pow(10, logEpsilon), delta = Math.Pow(10, logDelta);
            double noise = GaussianMechanism.NoiseMultiplier(epsilon, delta);
            Relatively.Equal(delta, GaussianMechanism.Delta(epsilon, noise), 1e-9);
            // dε = dδ/(e^ε Φ(−v)): where δ hardly depends on ε, ε is known to as little as δ is.
            double mu = 1 / noise, flow = Math.Exp(epsilon + NormalDistribution.LogCdf(-epsilon / mu - mu / 2));
            Assert.Equal(epsilon, GaussianMechanism.Epsilon(noise, delta), 1e-10 * epsilon + 4e-15 * delta / flow);
        });

    [Fact]
    public void Noise_is_on_the_safe_side_and_no_larger_than_needed() =>
        Gen.Select(Gen.Double[0, 20], Gen.Double[-10, -0.1]).Sample((epsilon, logDelta) =>
        {
            double delta = Math.Pow(10, logDelta), noise = GaussianMechanism.NoiseMultiplier(epsilon, delta);
            Assert.True(GaussianMechanism.LogDelta(epsilon, noise) <= Math.Log(delta));
            Assert.True(GaussianMechanism.LogDelta(epsilon, noise * (1 - 1e-9)) > Math.Log(delta));
        });

    [Fact]
    public void Negative_epsilon_is_the_divergence_seen_from_the_other_side() =>
        Gen.Select(Gen.Double[0, 5], Gen.Double[0.2, 20]).Sample((epsilon, noise) =>
        {
            double mu = 1 / noise;
            double first = NormalDistribution.Cdf(epsilon / mu + mu / 2), second = NormalDistribution.Cdf(epsilon / mu - mu / 2);
            Assert.Equal(first - Math.Exp(-epsilon) * second, GaussianMechanism.Delta(-epsilon, noise), 1e-14);
        });

    [Fact]
    public void The_limits_are_exact()
    {
        Assert.Equal(1, GaussianMechanism.Delta(3, 0));
        Assert.Equal(0, GaussianMechanism.Delta(3, double.PositiveInfinity));
        Assert.Equal(0, GaussianMechanism.Delta(0, double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, GaussianMechanism.Epsilon(0, 0.5));
        Assert.Equal(double.PositiveInfinity, GaussianMechanism.Epsilon(1e-200, 0.5));
        Assert.Equal(0, GaussianMechanism.Epsilon(double.PositiveInfinity, 1e-12));
        Assert.Equal(0, GaussianMechanism.Epsilon(1, 0.4));
        Assert.Equal(1, GaussianMechanism.TruePositiveRate(0.1, 0));
        Assert.Equal(0.1, GaussianMechanism.TruePositiveRate(0.1, double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, GaussianMechanism.Compose());
        Assert.Equal(0, GaussianMechanism.Compose(0, 3));
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Refuses("noiseMultiplier", () => GaussianMechanism.Delta(1, -1));
        Refuses("noiseMultiplier", () => GaussianMechanism.Epsilon(double.NaN, 0.1));
        Refuses("delta", () => GaussianMechanism.Epsilon(1, 0));
        Refuses("delta", () => GaussianMechanism.NoiseMultiplier(1, 1));
        Refuses("epsilon", () => GaussianMechanism.NoiseMultiplier(-1, 0.1));
        Refuses("epsilon", () => GaussianMechanism.Delta(double.NaN, 1));
        Refuses("noiseMultipliers", () => GaussianMechanism.Compose(1, -1));
        Refuses("falsePositiveRate", () => GaussianMechanism.TruePositiveRate(2, 1));

        static void Refuses(string name, Func<double> compute) =>
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => compute()).ParamName);
    }

    private static void AssertDeltaIsAnIntegral(double epsilon, double noise)
    {
        // In units of σ: P = N(μ, 1), Q = N(0, 1); E[(1 − e^(ε−L))₊] by the trapezoid from the kink at x = ε/μ + μ/2 on.
        double mu = 1 / noise, kink = epsilon / mu + mu / 2, end = Math.Max(kink, mu) + 14, sum = 0;
        const int points = 200_000;
        double step = (end - kink) / points;
        for (int i = 1; i < points; i++)
        {
            double x = kink + i * step;
            sum += NormalDistribution.Density(x - mu) * -Math.Exp(epsilon - mu * (x - mu / 2)) + NormalDistribution.Density(x - mu);
        }

        // The trapezoid leaves f′(kink) step²/12.
        double error = step * step * mu * NormalDistribution.Density(kink - mu) / 12;
        Assert.Equal(sum * step, GaussianMechanism.Delta(epsilon, noise), error + 1e-13);
    }
}
