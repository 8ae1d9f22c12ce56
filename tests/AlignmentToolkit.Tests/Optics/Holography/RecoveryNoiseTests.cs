using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics;
using AlignmentToolkit.Optics.Holography;

using MathNet.Numerics.Statistics;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Holography;

/// <summary>
/// Check 5, last part: what a camera's noise does to a linear projection. A variance of 4·10⁵ errors is known to 0.25 % or so.
/// </summary>
public class RecoveryNoiseTests
{
    private const int Count = 400_000;

    // Counts electrons and does nothing else: the page's formulas.
    private static readonly Camera Counter = new() { ReadNoise = 0, Gain = 1, FullWell = 1e9, Bits = 16, Exposure = 200 };

    public static TheoryData<CameraHolography> Recoveries =>
        [new ThreeFrameHolography(), new FourStepHolography(), new ThreeStepHolography(), new OffAxisHolography()];

    [Theory, MemberData(nameof(Recoveries))]
    public void Without_noise_the_real_part_is_exact(CameraHolography holography)
    {
        // 16 bits over 25 units of intensity, no noise: what is left is rounding of 2⁻¹² or so.
        Camera fine = new() { HasShotNoise = false, ReadNoise = 0, Gain = 1, FullWell = 1e9, Bits = 16, Exposure = 1000 };
        double[] errors = Errors(holography with { Camera = fine, ReferenceAmplitude = 3 }, 5000);
        Assert.InRange(errors.Max(Math.Abs), 0, 1e-3);
        Assert.InRange(errors.Average(), -1e-4, 1e-4);
    }

    [Theory, MemberData(nameof(Recoveries))]
    public void The_camera_of_the_preset_adds_noise_of_the_stated_deviation(CameraHolography holography)
    {
        foreach (double mean in new[] { 1, 0.05 })
        {
            // A black level keeps read-out noise in the dark from being cut at 0.
            CameraHolography preset = (holography with { Camera = new Camera { Offset = 8 } }).ExposedTo(mean);
            double[] errors = Errors(preset, Count, mean);
            double variance = errors.Average(e => e * e);
            Assert.InRange(variance / Math.Pow(preset.NoiseDeviation(mean), 2), 0.98, 1.02);
            Assert.InRange(errors.Average(), -5 * Math.Sqrt(variance / Count), 5 * Math.Sqrt(variance / Count));

            // Eight bits with a reference three times the signal: usable, Re z is at least ten times the noise.
            Assert.InRange(Math.Sqrt(mean / 2 / variance), 10, 50);
        }
    }

    [Theory, InlineData(1.0, 0.5, -0.7), InlineData(3.0, -1.2, 0.4), InlineData(30.0, 0.3, 0.9)]
    public void Shot_noise_of_three_frames_at_a_given_field_has_its_closed_form(double amplitude, double re, double im)
    {
        ThreeFrameHolography holography = new() { Camera = Counter with { Bits = 16, Gain = 0.1 }, ReferenceAmplitude = amplitude };
        float[] real = new float[Count], imaginary = new float[Count], recovered = new float[Count];
        Array.Fill(real, (float)re);
        Array.Fill(imaginary, (float)im);
        holography.Recover(real, imaginary, RandomStream.From($"shot/{amplitude}"), recovered);
        double variance = recovered.Average(x => (x - re) * (x - re));
        double both = (re + amplitude) * (re + amplitude) + im * im, signal = re * re + im * im;
        double rounding = 2 * 100.0 / 12 / (200.0 * 200);
        Assert.InRange(variance / (((both + signal) / 200 + rounding) / (4 * amplitude * amplitude)), 0.98, 1.02);
    }

    // E(error⁴)/E(error²)² − 3 of a normal law of random variance v ∝ |z + A|² + |z|² is 3 Var v/(E v)² = 6/(2 + A²).
    [Theory, InlineData(3.0), InlineData(10.0), InlineData(30.0)]
    public void A_strong_reference_makes_the_noise_normal(double amplitude)
    {
        double[] errors = Errors(new ThreeFrameHolography { Camera = Counter with { Gain = 0.2 }, ReferenceAmplitude = amplitude }, Count);

        // A sample kurtosis deviates by √(24/n), more where tails are heavy; Poisson's own is 1/(electrons).
        Assert.Equal(6 / (2 + amplitude * amplitude), errors.PopulationKurtosis(), 5 * Math.Sqrt(24.0 / Count) + 0.02 / amplitude);
        Assert.InRange(errors.Average(e => e * e) * 4 * 200, 1, (1 + 2 / (amplitude * amplitude)) * 1.1);
    }

    [Fact]
    public void Additive_noise_is_normal_and_knows_nothing_of_the_signal()
    {
        AdditiveGaussianNoise noise = new(0.25f);
        double[] errors = Errors(noise, Count);
        Assert.InRange(errors.Average(e => e * e) / 0.0625, 0.98, 1.02);
        Assert.Equal(0, errors.PopulationKurtosis(), 5 * Math.Sqrt(24.0 / Count));
        Assert.Equal(0.25, noise.NoiseDeviation(7));
    }

    [Fact]
    public void The_reference_that_keeps_most_signal_of_a_full_camera_is_the_root_of_two()
    {
        // (R + 2)(R + 1)/R of the intensity ratio R at equal mean counts, so least at √2; no read-out noise, no rounding.
        Camera counter = Counter with { FullWell = 1e5, Gain = 1e-3 };
        double At(double squared) => (new ThreeFrameHolography { Camera = counter with { Gain = 1 } })
            .ExposedTo(1, Math.Sqrt(squared), 20_000).NoiseDeviation(1);
        double best = At(Math.Sqrt(2));
        Assert.True(best < At(1.3) && best < At(1.55));
    }

    /// <summary>Recovered minus real part, of circular normal fields.</summary>
    private static double[] Errors(LinearRecovery recovery, int count, double meanIntensity = 1)
    {
        float[] real = new float[count], imaginary = new float[count], recovered = new float[count];
        RandomStream stream = RandomStream.From($"recovery/{recovery.GetType().Name}/{meanIntensity}");
        stream.Child("real").FillNormal(real, 0, (float)Math.Sqrt(meanIntensity / 2));
        stream.Child("imaginary").FillNormal(imaginary, 0, (float)Math.Sqrt(meanIntensity / 2));

        // Pixels of one camera each thousand: lines of off-axis holography have no end effects of their own.
        const int line = 1024;
        for (int i = 0; i < count; i += line)
        {
            int pixels = Math.Min(line, count - i);
            recovery.Recover(real.AsSpan(i, pixels), imaginary.AsSpan(i, pixels), stream, recovered.AsSpan(i, pixels));
        }

        return [.. recovered.Zip(real, (found, expected) => (double)found - expected)];
    }
}
