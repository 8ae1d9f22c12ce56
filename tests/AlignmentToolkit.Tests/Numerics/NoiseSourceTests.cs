using AlignmentToolkit.Numerics;

using MathNet.Numerics.Distributions;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>Laws of large numbers: a statistic may be five of its standard deviations off.</summary>
public class NoiseSourceTests
{
    private const int Count = 400_000;

    // P(√n D > x) → 2 exp(−2x²) = 10⁻⁶ (Kolmogorov): cryptographic noise differs from run to run.
    private static readonly double KolmogorovBound = Math.Sqrt(Math.Log(2e6) / 2 / Count);

    public static TheoryData<bool> Sources => [false, true];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Noise_follows_the_normal_law_of_the_given_deviation(bool isCryptographic)
    {
        NoiseSource source = Source(isCryptographic);
        Assert.Equal(isCryptographic, source.IsCryptographic);
        var doubles = new double[Count];
        source.FillNormal(doubles, 3);
        AssertNormal(doubles, 3);
        var singles = new float[Count];
        source.FillNormal(singles, 0.5f);
        AssertNormal(Array.ConvertAll(singles, x => (double)x), 0.5);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Neighbours_and_repetitions_are_independent(bool isCryptographic)
    {
        NoiseSource source = Source(isCryptographic);
        double[] first = new double[Count], second = new double[Count];
        source.FillNormal(first);
        source.FillNormal(second);
        // A product of independent standard normals has mean 0 and variance 1, that of their squares less one has variance 4.
        Assert.InRange(first.Zip(second, (x, y) => x * y).Average(), -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        Assert.InRange(first.Zip(first.Skip(1), (x, y) => x * y).Average(), -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        Assert.InRange(
            first.Zip(first.Skip(1), (x, y) => (x * x - 1) * (y * y - 1)).Average(), -10 / Math.Sqrt(Count), 10 / Math.Sqrt(Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(10_000)]
    public void Cryptographic_fills_of_any_length_write_every_number_once_and_nothing_else(int length)
    {
        NoiseSource source = NoiseSource.Cryptographic();
        var singles = new float[length + 2];
        var doubles = new double[length + 2];
        source.FillNormal(singles.AsSpan(1, length));
        source.FillNormal(doubles.AsSpan(1, length));
        Assert.Equal((0, 0, 0, 0), (singles[0], singles[^1], doubles[0], doubles[^1]));
        // Two of 10⁴ doubles made of 53-bit numbers agree once in 10⁸ runs; zero is rarer still.
        Assert.Equal(length, doubles.Skip(1).Take(length).Distinct().Count());
        Assert.DoesNotContain(0f, singles.Skip(1).Take(length));
    }

    [Fact]
    public void Seeded_noise_is_that_of_its_stream_and_a_step_is_found_again()
    {
        NoiseSource source = NoiseSource.Seeded(RandomStream.From("noise"));
        float[] expected = new float[100], noise = new float[100];
        RandomStream.From("noise").FillNormal(expected, 0, 2);
        source.FillNormal(noise, 2);
        Assert.Equal(expected, noise);

        float[] ofStep = new float[7];
        source.BeginStep(3);
        source.FillNormal(ofStep);
        source.BeginStep(4);
        source.FillNormal(new double[11]);
        source.BeginStep(3);
        source.FillNormal(noise);
        Assert.Equal(ofStep, noise[..7]);
        source.BeginStep(0);
        source.FillNormal(noise, 2);
        Assert.Equal(expected, noise);
    }

    [Fact]
    public void Steps_of_cryptographic_noise_cannot_be_repeated()
    {
        NoiseSource source = NoiseSource.Cryptographic();
        double[] first = new double[4], second = new double[4];
        source.BeginStep(3);
        source.FillNormal(first);
        source.BeginStep(3);
        source.FillNormal(second);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void No_deviation_is_no_noise_and_others_are_refused(bool isCryptographic)
    {
        NoiseSource source = Source(isCryptographic);
        float[] noise = [1, 2, 3];
        source.FillNormal(noise, 0);
        Assert.Equal([0f, 0f, 0f], noise);
        foreach (float wrong in new[] { -1, float.NaN, float.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("standardDeviation", () => source.FillNormal(noise, wrong));
            Assert.Throws<ArgumentOutOfRangeException>("standardDeviation", () => source.FillNormal(new double[3], wrong));
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_fill_allocates_nothing(bool isCryptographic)
    {
        NoiseSource source = Source(isCryptographic);
        var noise = new float[5000];
        Assert.Equal(0, Allocations.PerCall(() => source.FillNormal(noise)));
    }

    private static NoiseSource Source(bool isCryptographic) =>
        isCryptographic ? NoiseSource.Cryptographic() : NoiseSource.Seeded(RandomStream.From("noise-tests"));

    private static void AssertNormal(double[] noise, double standardDeviation)
    {
        double tolerance = 5 / Math.Sqrt(Count);
        Assert.InRange(noise.Average() / standardDeviation, -tolerance, tolerance);
        double variance = noise.Average(x => x * x) / (standardDeviation * standardDeviation);
        Assert.InRange(variance, 1 - Math.Sqrt(2) * tolerance, 1 + Math.Sqrt(2) * tolerance);
        double[] sorted = [.. noise.Order()];
        double distance = sorted.Index()
            .Max(x => Math.Abs(Normal.CDF(0, standardDeviation, x.Item) - (x.Index + 0.5) / Count)) + 0.5 / Count;
        Assert.InRange(distance, 0, KolmogorovBound);
    }
}
