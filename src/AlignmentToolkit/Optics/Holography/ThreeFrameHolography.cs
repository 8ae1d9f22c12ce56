using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>Re z = (|z + A|² − |z|² − A²)/(2A), from two exposures a pattern and a calibration of A².</summary>
/// <remarks>
/// Shot noise at κ electrons per unit intensity leaves a variance of (|z + A|² + |z|²)/(4κA²), which tends to 1/(4κ) for A ≫ |z|; read-out
/// and rounding add theirs twice. <see cref="PhaseShifting.ThreeFrames{T}"/> has the algebra.
/// </remarks>
public sealed record ThreeFrameHolography : CameraHolography
{
    /// <inheritdoc/>
    public override int ExposuresPerPattern => 2;

    /// <inheritdoc/>
    public override double NoiseDeviation(double meanIntensity)
    {
        double reference = ReferenceAmplitude * ReferenceAmplitude;
        double variance = Camera.IntensityVariance(meanIntensity + reference) + Camera.IntensityVariance(meanIntensity);
        return Math.Sqrt(variance / (4 * reference));
    }

    /// <inheritdoc/>
    public override void Recover(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, RandomStream noise, Span<float> recovered)
    {
        Check(real, imaginary, recovered);
        Span<float> both = stackalloc float[PixelsAtOnce], signal = stackalloc float[PixelsAtOnce];
        float reference = (float)(ReferenceAmplitude * ReferenceAmplitude), scale = (float)(0.5 / ReferenceAmplitude);
        for (int i = 0; i < real.Length; i += PixelsAtOnce)
        {
            int pixels = Math.Min(PixelsAtOnce, real.Length - i);
            Expose(real.Slice(i, pixels), imaginary.Slice(i, pixels), ReferenceAmplitude, 0, noise, both[..pixels]);
            Expose(real.Slice(i, pixels), imaginary.Slice(i, pixels), 0, 0, noise, signal[..pixels]);
            Span<float> product = recovered.Slice(i, pixels);
            TensorPrimitives.Subtract(both[..pixels], signal[..pixels], product);
            TensorPrimitives.Subtract(product, reference, product);
            TensorPrimitives.Multiply(product, scale, product);
        }
    }
}
