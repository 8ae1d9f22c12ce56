using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics;

/// <summary>A camera: from intensities to counts, by shot noise, read-out noise, saturation and quantisation.</summary>
/// <remarks>
/// <para>
/// Each pixel of each exposure collects N ~ Poisson(ηκT·I + d) electrons; the amplifier adds N(0, σ_r²); what is there is limited to the
/// full well, and counted: ADU = clamp(round(g·N + offset), 0, 2ᵇ − 1). From 100 electrons on, N is a rounded normal number with the
/// Poisson law's skewness, λ + √λ g + (g² − 1)/6; below, it is exact.
/// </para>
/// <para>
/// The defaults are an ordinary 8-bit machine-vision sensor whose full well is the largest count. At a mean of 40 counts shot noise is
/// 1 count, read-out noise 0.26 and rounding 0.29: limited by shot noise. With independent speckle in each pixel (exponential intensity)
/// one pixel in 580 saturates. [Goodman 2007]
/// </para>
/// </remarks>
public sealed record Camera
{
    private const int PixelsAtOnce = 256;

    // Electrons from which a Poisson number is made of a normal one; what is left of the difference is of order 1/mean.
    private const double ManyElectrons = 100;

    /// <summary>Mean counts that <see cref="ExposedTo"/> aims at for plain speckle.</summary>
    public const double SpeckleMeanCount = 40;

    /// <summary>κT: photons of one exposure at an intensity of 1, greater than 0. Default 1.</summary>
    public double Exposure { get; init; } = 1;

    /// <summary>η: electrons per photon, greater than 0 and at most 1. Default 1.</summary>
    public double QuantumEfficiency { get; init; } = 1;

    /// <summary>d: electrons of one exposure in the dark, at least 0. Default 0.</summary>
    public double DarkElectrons { get; init; }

    /// <summary>Whether electrons come at random; otherwise N is its mean. Default true.</summary>
    public bool HasShotNoise { get; init; } = true;

    /// <summary>σ_r, electrons, at least 0. Default 10.</summary>
    public double ReadNoise { get; init; } = 10;

    /// <summary>Most electrons that a pixel holds, greater than 0. Default 10 000.</summary>
    public double FullWell { get; init; } = 10_000;

    /// <summary>g: counts per electron, greater than 0. Default 255/10 000.</summary>
    public double Gain { get; init; } = 255.0 / 10_000;

    /// <summary>Counts at no electron, the black level. Default 0.</summary>
    public double Offset { get; init; }

    /// <summary>b, from 1 to 16. Default 8.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>2ᵇ − 1.</summary>
    public int LargestCount => (1 << Bits) - 1;

    /// <summary>ηκT: electrons at an intensity of 1.</summary>
    public double ElectronsPerIntensity => QuantumEfficiency * Exposure;

    /// <summary>This camera with the exposure that gives a mean intensity a mean count, were it not for saturation.</summary>
    /// <param name="meanIntensity">Mean of all light on a pixel, a reference beam included; greater than 0.</param>
    /// <param name="meanCount">Between the counts of the dark and the largest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A mean is out of its range.</exception>
    public Camera ExposedTo(double meanIntensity, double meanCount = SpeckleMeanCount)
    {
        Require.FiniteAndPositive(meanIntensity);
        double dark = Offset + Gain * DarkElectrons;
        if (!(meanCount > dark && meanCount < LargestCount))
        {
            throw new ArgumentOutOfRangeException(
                nameof(meanCount), meanCount, $"The mean count must be above {dark}, that of the dark, and below {LargestCount}.");
        }

        return this with { Exposure = (meanCount - dark) / (Gain * QuantumEfficiency * meanIntensity) };
    }

    /// <summary>Takes one exposure.</summary>
    /// <param name="intensities">I, one number a pixel, each at least 0.</param>
    /// <param name="counts">ADU, whole numbers from 0 to 2ᵇ − 1; it may be <paramref name="intensities"/> itself.</param>
    /// <param name="noise">Draws the noise.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Capture(ReadOnlySpan<float> intensities, Span<float> counts, RandomStream noise)
    {
        MatrixShape.CheckLength(counts.Length, intensities.Length, "pixel", nameof(counts));
        Span<float> readOut = stackalloc float[PixelsAtOnce], shot = stackalloc float[PixelsAtOnce];
        while (!intensities.IsEmpty)
        {
            int pixels = Math.Min(PixelsAtOnce, intensities.Length);
            if (ReadNoise > 0) noise.FillNormal(readOut[..pixels], 0, (float)ReadNoise);
            if (HasShotNoise) noise.FillNormal(shot[..pixels]);
            for (int i = 0; i < pixels; i++) counts[i] = Count(Electrons(intensities[i], shot[i], noise) + readOut[i]);
            intensities = intensities[pixels..];
            counts = counts[pixels..];
        }
    }

    /// <summary>I for counts, as well as they tell: (ADU − offset)/(g ηκT) − d/(ηκT).</summary>
    /// <param name="counts">ADU; becomes I in place.</param>
    public void ToIntensities(Span<float> counts)
    {
        float scale = (float)(1 / (Gain * ElectronsPerIntensity)), dark = (float)(Offset + Gain * DarkElectrons);
        for (int i = 0; i < counts.Length; i++) counts[i] = (counts[i] - dark) * scale;
    }

    /// <summary>
    /// Variance of an intensity told by counts that are not saturated: (ηκT·I + d + σ_r² + 1/(12 g²))/(ηκT)². Rounding counts as noise of
    /// its own, which it is where the other noise is 0.6 counts or more.
    /// </summary>
    /// <param name="intensity">I.</param>
    public double IntensityVariance(double intensity)
    {
        double kappa = ElectronsPerIntensity;
        double shot = HasShotNoise ? kappa * intensity + DarkElectrons : 0;
        return (shot + ReadNoise * ReadNoise + 1 / (12 * Gain * Gain)) / (kappa * kappa);
    }

    /// <summary>Throws unless every property is in its range.</summary>
    internal void Validate()
    {
        Require.FiniteAndPositive(Exposure);
        if (!(QuantumEfficiency > 0 && QuantumEfficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(QuantumEfficiency), QuantumEfficiency, "Must be greater than 0 and at most 1.");
        Require.FiniteAndNotNegative(DarkElectrons);
        Require.FiniteAndNotNegative(ReadNoise);
        Require.FiniteAndPositive(FullWell);
        Require.FiniteAndPositive(Gain);
        if (!double.IsFinite(Offset)) throw new ArgumentOutOfRangeException(nameof(Offset), Offset, "Must be finite.");
        if (Bits is < 1 or > 16) throw new ArgumentOutOfRangeException(nameof(Bits), Bits, "1 to 16 bits are allowed.");
    }

    private double Electrons(float intensity, float normal, RandomStream noise)
    {
        // More light than ten full wells saturates whatever the noise.
        double mean = Math.Min(ElectronsPerIntensity * intensity + DarkElectrons, 10 * FullWell);
        if (!HasShotNoise) return mean;
        return mean < ManyElectrons ? noise.NextPoisson(mean) : Math.Round(mean + Math.Sqrt(mean) * normal + (normal * normal - 1) / 6);
    }

    private float Count(double electrons) =>
        (float)Math.Clamp(Math.Round(Gain * Math.Clamp(electrons, 0, FullWell) + Offset), 0, LargestCount);
}
