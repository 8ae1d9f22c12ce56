using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>Re z = (|z + A|² − |z − A|²)/(4A), from the exposures of four phase steps that carry the real part.</summary>
/// <remarks>
/// The exposures at phases π/2 and 3π/2 carry the imaginary part alone; where Re z is all that is wanted the camera takes two. What does
/// not interfere cancels without being measured, so no calibration is needed and the noise, (|z|² + A²)/(8κA²) of shots, is half that of
/// three frames. <see cref="PhaseShifting.FourSteps{T}"/> has the algebra.
/// </remarks>
public sealed record FourStepHolography : CameraHolography
{
    /// <inheritdoc/>
    public override int ExposuresPerPattern => 2;

    /// <inheritdoc/>
    public override double NoiseDeviation(double meanIntensity)
    {
        double reference = ReferenceAmplitude * ReferenceAmplitude;
        return Math.Sqrt(2 * Camera.IntensityVariance(meanIntensity + reference) / (16 * reference));
    }

    /// <inheritdoc/>
    public override void Recover(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, RandomStream noise, Span<float> recovered)
    {
        Check(real, imaginary, recovered);
        Span<float> plus = stackalloc float[PixelsAtOnce], minus = stackalloc float[PixelsAtOnce];
        float scale = (float)(0.25 / ReferenceAmplitude);
        for (int i = 0; i < real.Length; i += PixelsAtOnce)
        {
            int pixels = Math.Min(PixelsAtOnce, real.Length - i);
            Expose(real.Slice(i, pixels), imaginary.Slice(i, pixels), ReferenceAmplitude, 0, noise, plus[..pixels]);
            Expose(real.Slice(i, pixels), imaginary.Slice(i, pixels), -ReferenceAmplitude, 0, noise, minus[..pixels]);
            Span<float> product = recovered.Slice(i, pixels);
            TensorPrimitives.Subtract(plus[..pixels], minus[..pixels], product);
            TensorPrimitives.Multiply(product, scale, product);
        }
    }
}
