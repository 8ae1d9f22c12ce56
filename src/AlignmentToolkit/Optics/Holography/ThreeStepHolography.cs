using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>Re z from exposures at reference phases 0, 2π/3 and 4π/3: (I₀ − ½(I₁ + I₂))/(3A).</summary>
/// <remarks>
/// Shots leave a variance of (|z|² + A² + A Re z)/(6κA²): noise that depends on the sign of what is measured.
/// <see cref="PhaseShifting.ThreeSteps{T}"/> has the algebra, which gives Im z too.
/// </remarks>
public sealed record ThreeStepHolography : CameraHolography
{
    private static readonly double HalfRootOfThree = Math.Sqrt(3) / 2;

    /// <inheritdoc/>
    public override int ExposuresPerPattern => 3;

    /// <inheritdoc/>
    public override double NoiseDeviation(double meanIntensity)
    {
        double reference = ReferenceAmplitude * ReferenceAmplitude;
        return Math.Sqrt(1.5 * Camera.IntensityVariance(meanIntensity + reference) / (9 * reference));
    }

    /// <inheritdoc/>
    public override void Recover(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, RandomStream noise, Span<float> recovered)
    {
        Check(real, imaginary, recovered);
        Span<float> first = stackalloc float[PixelsAtOnce], second = stackalloc float[PixelsAtOnce], third = stackalloc float[PixelsAtOnce];
        double across = HalfRootOfThree * ReferenceAmplitude, back = -ReferenceAmplitude / 2;
        float scale = (float)(1 / (3 * ReferenceAmplitude));
        for (int i = 0; i < real.Length; i += PixelsAtOnce)
        {
            int pixels = Math.Min(PixelsAtOnce, real.Length - i);
            ReadOnlySpan<float> re = real.Slice(i, pixels), im = imaginary.Slice(i, pixels);
            Expose(re, im, ReferenceAmplitude, 0, noise, first[..pixels]);
            Expose(re, im, back, across, noise, second[..pixels]);
            Expose(re, im, back, -across, noise, third[..pixels]);
            for (int j = 0; j < pixels; j++) recovered[i + j] = scale * (first[j] - 0.5f * (second[j] + third[j]));
        }
    }
}
