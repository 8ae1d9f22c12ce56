using AlignmentToolkit.Numerics;

using MathNet.Numerics.Distributions;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class PoissonTests
{
    private const int Count = 200_000;

    // Both sides of where the method changes, and means at which a camera counts.
    [Theory, InlineData(0.01), InlineData(0.7), InlineData(9.999), InlineData(10.0), InlineData(12.5), InlineData(40.0), InlineData(1600.0)]
    public void Numbers_follow_the_law_of_their_mean(double mean)
    {
        RandomStream stream = RandomStream.From($"poisson/{mean}");
        int[] numbers = [.. Enumerable.Range(0, Count).Select(_ => stream.NextPoisson(mean))];

        // Var N = λ, and the fourth central moment is λ + 3λ².
        Assert.InRange(numbers.Average(), mean - 5 * Math.Sqrt(mean / Count), mean + 5 * Math.Sqrt(mean / Count));
        double deviation = Math.Sqrt((mean + 2 * mean * mean) / Count);
        Assert.InRange(numbers.Average(n => (n - mean) * (n - mean)), mean - 5 * deviation, mean + 5 * deviation);
        AssertFits(numbers, mean);
    }

    [Fact]
    public void Large_means_are_as_exact()
    {
        RandomStream stream = RandomStream.From("poisson/large");
        const double mean = 3e8;
        double[] normal = [.. Enumerable.Range(0, 20_000).Select(_ => (stream.NextPoisson(mean) - mean) / Math.Sqrt(mean)).Order()];

        // Skewness 6·10⁻⁵: normal as far as 20 000 numbers can tell; P(√n D > x) → 2 exp(−2x²) = 10⁻⁴.
        double distance = normal.Index().Max(x => Math.Abs(Normal.CDF(0, 1, x.Item) - (x.Index + 0.5) / normal.Length));
        Assert.InRange(distance, 0, Math.Sqrt(Math.Log(2e4) / 2 / normal.Length));
    }

    [Fact]
    public void No_mean_gives_no_events_and_other_means_are_refused()
    {
        RandomStream stream = RandomStream.From("poisson");
        Assert.Equal(0, stream.NextPoisson(0));
        foreach (double wrong in new[] { -1, double.NaN, double.PositiveInfinity, 1.1e9 })
            Assert.Throws<ArgumentOutOfRangeException>("mean", () => stream.NextPoisson(wrong));
    }

    /// <summary>Pearson's χ² over numbers that are expected at least twenty times.</summary>
    private static void AssertFits(int[] numbers, double mean)
    {
        Dictionary<int, int> found = numbers.CountBy(n => n).ToDictionary();
        double statistic = 0, restExpected = Count;
        int bins = 0, restFound = Count;
        for (int k = 0; k < mean + 20 * Math.Sqrt(mean) + 20; k++)
        {
            double expected = Count * Poisson.PMF(mean, k);
            if (expected < 20) continue;
            int count = found.GetValueOrDefault(k);
            statistic += (count - expected) * (count - expected) / expected;
            restExpected -= expected;
            restFound -= count;
            bins++;
        }

        if (restExpected > 20) statistic += (restFound - restExpected) * (restFound - restExpected) / restExpected;
        // Its quantile at 1 − 10⁻⁵ after Wilson and Hilferty.
        double spread = 2.0 / (9 * bins);
        Assert.InRange(statistic, 0, bins * Math.Pow(1 - spread + 4.2649 * Math.Sqrt(spread), 3));
    }
}
