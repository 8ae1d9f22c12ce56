using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>Re z as it is: holography without noise, which is exact.</summary>
public sealed record ExactRecovery : LinearRecovery
{
    /// <inheritdoc/>
    public override int ExposuresPerPattern => 1;

    /// <inheritdoc/>
    public override double NoiseDeviation(double meanIntensity) => 0;

    /// <inheritdoc/>
    public override void Recover(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, RandomStream noise, Span<float> recovered)
    {
        Check(real, imaginary, recovered);
        real.CopyTo(recovered);
    }
}
