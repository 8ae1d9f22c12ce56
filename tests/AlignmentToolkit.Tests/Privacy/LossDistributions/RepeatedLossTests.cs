using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.LossDistributions;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.LossDistributions;

/// <summary>Composition on a grid against convolution written out and against the exact Gaussian mechanism.</summary>
public class RepeatedLossTests
{
    private static readonly SampledLoss Sampled = new(0.1, new GaussianLoss(1), AdjacencyDirection.Remove);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_power_is_the_convolution_written_out(int count)
    {
        PrivacyLossDistribution one = PrivacyLossDistribution.Of(Sampled, 0.05, LossBound.Upper), power = one.Compose(count);
        double[] direct = [1];
        for (int step = 0; step < count; step++) direct = Convolved(direct, one.Masses);

        foreach (double loss in (double[])[-0.6, -0.1, 0, 0.3, 1, 2.5])
        {
            Assert.Equal(At(direct, (loss - count * one.Lowest) / one.Step), At(power.Masses, (loss - power.Lowest) / one.Step), 1e-14);
        }

        Assert.Equal(1 - Math.Pow(1 - one.InfiniteMass, count), power.InfiniteMass, 1e-15);
        Assert.Equal(1, power.InfiniteMass + power.Masses.ToArray().Sum(), 1e-12);
    }

    // Check 12: two Gaussian releases are one with μ√2.
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void Bounds_of_repeated_Gaussian_releases_contain_the_exact_curve(int count)
    {
        GaussianLoss release = new(2);
        PrivacyLossDistribution upper = PrivacyLossDistribution.Of(release, 0.01, LossBound.Upper).Compose(count);
        PrivacyLossDistribution lower = PrivacyLossDistribution.Of(release, 0.01, LossBound.Lower).Compose(count);
        foreach (double epsilon in (double[])[0, 0.5, 1, 2, 4])
        {
            double exact = GaussianMechanism.Delta(epsilon, 2 / Math.Sqrt(count));
            Assert.InRange(exact, lower.Delta(epsilon) - 1e-14, upper.Delta(epsilon) + 1e-14);
            Assert.Equal(exact, upper.Delta(epsilon), count * 0.01 * 0.01);
        }
    }

    [Fact]
    public void One_release_is_itself_and_none_is_refused()
    {
        PrivacyLossDistribution one = PrivacyLossDistribution.Of(Sampled, 0.05, LossBound.Upper);
        Assert.Same(one, one.Compose(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Compose(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrivacyLossDistribution.Of(Sampled, 1e-5, LossBound.Upper).Compose(100_000_000));
    }

    private static double At(ReadOnlySpan<double> masses, double place) =>
        Math.Round(place) is var i && i >= 0 && i < masses.Length ? masses[(int)i] : 0;

    private static double[] Convolved(double[] a, ReadOnlySpan<double> b)
    {
        double[] sum = new double[a.Length + b.Length - 1];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++) sum[i + j] += a[i] * b[j];
        }

        return sum;
    }
}
