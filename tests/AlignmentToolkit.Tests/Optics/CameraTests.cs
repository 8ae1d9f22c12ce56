using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics;
using AlignmentToolkit.Optics.Transmission;
using AlignmentToolkit.Tests.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics;

/// <summary>Speckle and what a camera makes of it, against closed forms.</summary>
public class CameraTests
{
    private const int Count = 400_000;

    // Check 2.
    [Fact]
    public void Intensities_of_a_million_pixels_are_exponential()
    {
        const int pixels = 1_000_000;
        Matrix<float> x = Matrix<float>.Build.Dense(8, 1, [1, -0.5f, 0, 2, 0.25f, -1, 1, 0.5f]);
        double theta = SpeckleStatistics.MeanIntensity(1.5, x.Enumerate().Sum(v => (double)v * v));
        float[] intensities = Speckle(pixels, x, 1.5);
        double mean = intensities.Average(i => (double)i), variance = intensities.Average(i => (i - mean) * (i - mean));
        Assert.InRange(mean / theta, 0.995, 1.005);
        Assert.InRange(variance / (theta * theta), 0.985, 1.015);
        Array.Sort(intensities);
        double distance = intensities.Index().Max(i => Math.Abs(SpeckleStatistics.Cdf(i.Item, theta) - (i.Index + 0.5) / pixels));

        // p > 0.01: √n D < 1.6276 (Kolmogorov).
        Assert.InRange(distance, 0, 1.6276 / Math.Sqrt(pixels));

        // E|z|ᵖ = θ^(p/2) Γ(1 + p/2); the deviation of |z|ᵖ follows from that of |z|²ᵖ.
        foreach (double power in new[] { 0.5, 1, 3, 4 })
        {
            double moment = SpeckleStatistics.AmplitudeMoment(power, theta), square = SpeckleStatistics.AmplitudeMoment(2 * power, theta);
            double tolerance = 5 * Math.Sqrt((square - moment * moment) / pixels);
            Assert.InRange(intensities.Average(i => Math.Pow(i, power / 2)), moment - tolerance, moment + tolerance);
        }
    }

    // Both sides of where a Poisson number is made of a normal one, against the exact law.
    [Theory]
    [InlineData(60)]
    [InlineData(101)]
    [InlineData(400)]
    public void Electrons_of_steady_light_follow_the_Poisson_law(double mean)
    {
        Camera counter = new() { Exposure = mean, ReadNoise = 0, Gain = 1, FullWell = 1e6, Bits = 16 };
        float[] counts = new float[Count];
        Array.Fill(counts, 1);
        counter.Capture(counts, counts, RandomStream.From($"camera/steady/{mean}"));

        // The first three cumulants of the law are λ; their sampling deviations are √(λ/n), λ√(2/n) and √(6λ³/n), nearly.
        double average = counts.Average(n => (double)n);
        Assert.Equal(mean, average, 5 * Math.Sqrt(mean / Count));
        Assert.Equal(mean, counts.Average(n => Math.Pow(n - average, 2)), 5 * mean * Math.Sqrt(2.1 / Count));
        Assert.Equal(mean, counts.Average(n => Math.Pow(n - average, 3)), 5 * Math.Sqrt(6.5 * mean * mean * mean / Count));

        // p > 0.01 of a Kolmogorov test, which is on the strict side for whole numbers.
        double cdf = 0, distance = 0;
        ILookup<int, float> byCount = counts.ToLookup(n => (int)n);
        double below = 0;
        for (int k = 0; k <= (int)(3 * mean); k++)
        {
            cdf += MathNet.Numerics.Distributions.Poisson.PMF(mean, k);
            below += byCount[k].Count() / (double)Count;
            distance = Math.Max(distance, Math.Abs(cdf - below));
        }

        Assert.InRange(distance, 0, 1.6276 / Math.Sqrt(Count));
    }

    // Check 4, first half.
    [Fact]
    public void Counted_electrons_of_speckle_are_geometric()
    {
        const double meanCount = 3;
        Camera counter = new() { Exposure = meanCount, ReadNoise = 0, Gain = 1, FullWell = 1e6, Bits = 16 };
        float[] counts = Exponential(Count);
        counter.Capture(counts, counts, RandomStream.From("camera/geometric"));
        foreach (int k in new[] { 0, 1, 5, 12 })
        {
            double p = SpeckleStatistics.CountProbability(k, meanCount), deviation = Math.Sqrt(p * (1 - p) / Count);
            Assert.InRange(counts.Count(n => n == k) / (double)Count, p - 3 * deviation, p + 3 * deviation);
        }

        // Variance n̄ + n̄²; that of the sample variance by the fourth moment of the geometric law, about 9 n̄⁴.
        double mean = counts.Average(n => (double)n);
        Assert.Equal(meanCount + meanCount * meanCount, counts.Average(n => (n - mean) * (n - mean)), 5 * 35 / Math.Sqrt(Count));
    }

    // Check 4, second half: 1.73·10⁻³ and 1.2422·10⁻² at 40 counts.
    [Theory, InlineData(40.0), InlineData(15.0), InlineData(100.0)]
    public void Rounding_and_saturation_of_speckle_have_their_closed_forms(double meanCount)
    {
        Camera ideal = (new Camera { HasShotNoise = false, ReadNoise = 0 }).ExposedTo(1, meanCount);
        float[] counts = Exponential(Count);
        ideal.Capture(counts, counts, RandomStream.From("unused"));
        AssertFraction(SpeckleStatistics.SaturatedFraction(meanCount), counts.Count(n => n == 255));
        AssertFraction(SpeckleStatistics.ZeroFraction(meanCount), counts.Count(n => n == 0));
        double tolerance = 3 * meanCount / Math.Sqrt(Count);
        Assert.InRange(counts.Average(n => (double)n) - SpeckleStatistics.MeanCount(meanCount), -tolerance, tolerance);
        Assert.All(counts, n => Assert.True(n == MathF.Round(n) && n is >= 0 and <= 255));
    }

    [Fact]
    public void Closed_forms_have_the_published_values()
    {
        Assert.Equal(1.73e-3, SpeckleStatistics.SaturatedFraction(40), 5e-6);
        Assert.Equal(1.2422e-2, SpeckleStatistics.ZeroFraction(40), 5e-7);
        Assert.Equal(39.930815, SpeckleStatistics.MeanCount(40), 5e-7);
        Assert.Equal(1, Enumerable.Range(0, 3000).Sum(k => SpeckleStatistics.CountProbability(k, 40)), 1e-12);
        Assert.Equal(SpeckleStatistics.MeanCount(40), Enumerable.Range(1, 255).Sum(k => Math.Exp(-(k - 0.5) / 40)), 1e-10);
    }

    [Theory, InlineData(0.5), InlineData(1.0), InlineData(3.0)]
    public void Intensities_told_by_counts_are_unbiased_with_the_stated_variance(double intensity)
    {
        Camera camera = (new Camera { Offset = 10, DarkElectrons = 50, QuantumEfficiency = 0.6 }).ExposedTo(1);
        Assert.Equal(40, 10 + camera.Gain * (50 + camera.ElectronsPerIntensity), 1e-9);
        float[] told = new float[Count];
        Array.Fill(told, (float)intensity);
        camera.Capture(told, told, RandomStream.From($"camera/variance/{intensity}"));
        camera.ToIntensities(told);
        double mean = told.Average(i => (double)i), variance = told.Average(i => (i - mean) * (i - mean));
        Assert.Equal(intensity, mean, 5 * Math.Sqrt(variance / Count));

        // A variance of so many numbers deviates by 0.22 %. With σ counts of noise before it, rounding differs from noise of its own by
        // (1/π² + 4σ²) e^(−2π²σ²), 2·10⁻⁴ at the least σ here, 0.68.
        Assert.InRange(variance / camera.IntensityVariance(intensity), 0.98, 1.02);
    }

    [Fact]
    public void Too_much_light_saturates_and_a_small_well_limits_before_the_count()
    {
        float[] counts = [1e9f, float.MaxValue, 0];
        new Camera { Exposure = 1e6 }.Capture(counts, counts, RandomStream.From("bright"));
        Assert.Equal([255f, 255f], counts[..2]);
        counts = [1e9f];
        new Camera { FullWell = 4000 }.Capture(counts, counts, RandomStream.From("bright"));
        Assert.Equal(102, counts[0]);
    }

    [Fact]
    public void Exposures_out_of_range_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("meanIntensity", () => new Camera().ExposedTo(0));
        Assert.Throws<ArgumentOutOfRangeException>("meanCount", () => new Camera().ExposedTo(1, 255));
        Assert.Throws<ArgumentOutOfRangeException>("meanCount", () => new Camera { Offset = 20 }.ExposedTo(1, 20));
        OpticalSettings settings = new() { Camera = new Camera { Bits = 17 } };
        Assert.Throws<ArgumentOutOfRangeException>("Bits", () => new OpticalProcessingUnit(RandomStream.From("x"), settings));
    }

    [Fact]
    public void An_exposure_allocates_nothing()
    {
        float[] counts = Exponential(1000);
        RandomStream noise = RandomStream.From("camera/allocations");
        Camera camera = new Camera().ExposedTo(1);
        Assert.Equal(0, Allocations.PerCall(() => camera.Capture(counts, counts, noise)));
    }

    private static void AssertFraction(double expected, int found)
    {
        double deviation = Math.Sqrt(expected * (1 - expected) / Count);
        Assert.InRange(found / (double)Count, expected - 3 * deviation, expected + 3 * deviation);
    }

    private static float[] Exponential(int count)
    {
        RandomStream stream = RandomStream.From("camera/exponential");
        return [.. Enumerable.Range(0, count).Select(_ => (float)-Math.Log(1 - stream.NextDouble()))];
    }

    private static float[] Speckle(int pixels, Matrix<float> x, double entryVariance)
    {
        OpticalField field = new(pixels, 1);
        ImplicitTransmission.Draw(x.RowCount, pixels, RandomStream.From("camera/speckle"), entryVariance).Propagate(x, field);
        field.IntensitiesInto(field.Real);
        return field.Real.ToColumnMajorArray();
    }
}
