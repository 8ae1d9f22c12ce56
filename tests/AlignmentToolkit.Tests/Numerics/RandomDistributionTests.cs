using System.Numerics;

using AlignmentToolkit.Numerics;

using MathNet.Numerics;
using MathNet.Numerics.Distributions;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>
/// Laws of large numbers. Each tolerance is five standard deviations of its statistic, or a level met all but once in ten thousand.
/// </summary>
public class RandomDistributionTests
{
    private const int Count = 1_000_000;

    // P(√n D > x) → 2 exp(−2x²) = 10⁻⁴ (Kolmogorov).
    private static readonly double KolmogorovBound = Math.Sqrt(Math.Log(2e4) / 2 / Count);

    [Fact]
    public void Uniform_numbers_follow_their_distribution_function()
    {
        Assert.InRange(Distance(Singles(stream => x => stream.FillUniform(x)), x => x), 0, KolmogorovBound);
        Assert.InRange(Distance(Doubles(stream => x => stream.FillUniform(x, -3, 5)), x => (x + 3) / 8), 0, KolmogorovBound);
    }

    [Fact]
    public void Normal_numbers_follow_their_distribution_function()
    {
        Assert.InRange(Distance(Singles(stream => x => stream.FillNormal(x)), x => Normal.CDF(0, 1, x)), 0, KolmogorovBound);
        Assert.InRange(Distance(Doubles(stream => x => stream.FillNormal(x, 2, 3)), x => Normal.CDF(2, 3, x)), 0, KolmogorovBound);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_law()
    {
        AssertMoments(Singles(stream => x => stream.FillNormal(x)));
        AssertMoments(Doubles(stream => x => stream.FillNormal(x)));
    }

    [Fact]
    public void Neighbours_in_a_fill_are_independent()
    {
        // Cosine and sine of one angle are neighbours: their product, their squares and the signs must not be linked.
        double[] z = Singles(stream => x => stream.FillNormal(x));
        for (int lag = 1; lag <= 4; lag++)
        {
            // Var(xy) = 1 and Var((x² − 1)(y² − 1)) = 4 for independent standard normals.
            Assert.InRange(Math.Abs(MeanProduct(z, lag, x => x)), 0, 5 / Math.Sqrt(Count));
            Assert.InRange(Math.Abs(MeanProduct(z, lag, x => x * x - 1)), 0, 5 * 2 / Math.Sqrt(Count));
        }
    }

    [Fact]
    public void Single_precision_tails_are_as_heavy_as_they_should_be()
    {
        const int rounds = 64;
        var z = new float[Count];
        AssertTails(rounds, stream =>
        {
            stream.FillNormal(z);
            return Array.ConvertAll(z, x => (double)x);
        });
    }

    [Fact]
    public void Double_precision_tails_are_as_heavy_as_they_should_be()
    {
        const int rounds = 32;
        var z = new double[Count];
        AssertTails(rounds, stream =>
        {
            stream.FillNormal(z);
            return z;
        });
    }

    [Fact]
    public void Complex_normals_have_power_sigma_squared_and_no_preferred_phase()
    {
        const double power = 9;
        var z = new Complex[Count];
        RandomStream.From("complex").FillComplexNormal(z, 3);
        // |z|² is exponential: its standard deviation is its mean. E z² = 0, with real and imaginary part of variance ½ (E|z|²)² · 2.
        Assert.InRange(z.Average(x => x.Magnitude * x.Magnitude), power * (1 - 5 / Math.Sqrt(Count)), power * (1 + 5 / Math.Sqrt(Count)));
        Assert.InRange(Math.Abs(z.Average(x => (x * x).Real)), 0, 5 * power / Math.Sqrt(Count));
        Assert.InRange(Math.Abs(z.Average(x => (x * x).Imaginary)), 0, 5 * power / Math.Sqrt(Count));
    }

    private static void AssertTails(int rounds, Func<RandomStream, double[]> draw)
    {
        double[] thresholds = [1, 2, 3, 4, 4.5, 5];
        long[] above = new long[thresholds.Length], below = new long[thresholds.Length];
        RandomStream stream = RandomStream.From("tails");
        for (int round = 0; round < rounds; round++)
        {
            foreach (double x in draw(stream))
            {
                for (int i = 0; i < thresholds.Length && Math.Abs(x) > thresholds[i]; i++) (x > 0 ? above : below)[i]++;
            }
        }

        for (int i = 0; i < thresholds.Length; i++)
        {
            double p = SpecialFunctions.Erfc(thresholds[i] / Math.Sqrt(2)) / 2, n = (double)rounds * Count;
            double deviation = Math.Sqrt(n * p * (1 - p));
            Assert.InRange(above[i], n * p - 5 * deviation, n * p + 5 * deviation);
            Assert.InRange(below[i], n * p - 5 * deviation, n * p + 5 * deviation);
        }
    }

    private static void AssertMoments(double[] z)
    {
        // Var zᵏ = E z²ᵏ − (E zᵏ)²: 1, 3 − 1, 15, 105 − 9, 945, 10395 − 225 for k = 1 … 6.
        double[] means = [0, 1, 0, 3, 0, 15], variances = [1, 2, 15, 96, 945, 10170];
        for (int k = 1; k <= 6; k++)
        {
            double tolerance = 5 * Math.Sqrt(variances[k - 1] / z.Length);
            Assert.InRange(z.Average(x => Math.Pow(x, k)), means[k - 1] - tolerance, means[k - 1] + tolerance);
        }
    }

    /// <summary>Kolmogorov's largest distance between the empirical and the true distribution function.</summary>
    private static double Distance(double[] values, Func<double, double> distribution)
    {
        Array.Sort(values);
        double largest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double p = distribution(values[i]);
            largest = Math.Max(largest, Math.Max(p - (double)i / values.Length, (i + 1.0) / values.Length - p));
        }

        return largest;
    }

    private static double MeanProduct(double[] z, int lag, Func<double, double> function)
    {
        double sum = 0;
        for (int i = lag; i < z.Length; i++) sum += function(z[i]) * function(z[i - lag]);
        return sum / (z.Length - lag);
    }

    private static double[] Singles(Func<RandomStream, Action<float[]>> fill)
    {
        var values = new float[Count];
        fill(RandomStream.From("laws"))(values);
        return Array.ConvertAll(values, x => (double)x);
    }

    private static double[] Doubles(Func<RandomStream, Action<double[]>> fill)
    {
        var values = new double[Count];
        fill(RandomStream.From("laws"))(values);
        return values;
    }
}
