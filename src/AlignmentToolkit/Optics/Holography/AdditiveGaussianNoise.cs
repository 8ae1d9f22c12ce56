using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>
/// Re z + N(0, σ²): the limit of holography with a strong reference, where σ = 1/(2√κ) at κ electrons per unit intensity.
/// </summary>
/// <remarks>The idealised model for which private training by optics is analysed. [Ohana 2021]</remarks>
public sealed record AdditiveGaussianNoise : LinearRecovery
{
    /// <summary>A noise.</summary>
    /// <param name="standardDeviation">σ, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    public AdditiveGaussianNoise(float standardDeviation)
    {
        Require.FiniteAndNotNegative(standardDeviation);
        StandardDeviation = standardDeviation;
    }

    /// <summary>σ.</summary>
    public float StandardDeviation { get; }

    /// <inheritdoc/>
    public override int ExposuresPerPattern => 1;

    /// <inheritdoc/>
    public override double NoiseDeviation(double meanIntensity) => StandardDeviation;

    /// <inheritdoc/>
    public override void Recover(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, RandomStream noise, Span<float> recovered)
    {
        Check(real, imaginary, recovered);
        noise.FillNormal(recovered, 0, StandardDeviation);
        TensorPrimitives.Add(recovered, real, recovered);
    }
}
