using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>How a linear projection, Re z of the field z = R b, is had from light, of which only intensities can be measured.</summary>
/// <remarks>Re z is linear in b with independent weights N(0, s²/2). A different phase of the reference beam would give other such
/// weights.</remarks>
public abstract record LinearRecovery
{
    /// <summary>Camera exposures for each pattern on the modulator; calibration, done once, is not counted.</summary>
    public abstract int ExposuresPerPattern { get; }

    /// <summary>
    /// Standard deviation of what <see cref="Recover"/> adds to Re z, at pixels whose intensity has a given mean (an average over speckle).
    /// </summary>
    /// <param name="meanIntensity">θ = E|z|².</param>
    public abstract double NoiseDeviation(double meanIntensity);

    /// <summary>Measures the field of one pattern.</summary>
    /// <param name="real">Re z of each pixel.</param>
    /// <param name="imaginary">Im z of each pixel.</param>
    /// <param name="noise">Draws the camera's noise.</param>
    /// <param name="recovered">Re z as measured, overwritten; in memory of its own.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public abstract void Recover(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, RandomStream noise, Span<float> recovered);

    /// <summary>Throws unless all settings are in their range.</summary>
    internal virtual void Validate()
    {
    }

    private protected static void Check(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> recovered)
    {
        MatrixShape.CheckLength(imaginary.Length, real.Length, "pixel", nameof(imaginary));
        MatrixShape.CheckLength(recovered.Length, real.Length, "pixel", nameof(recovered));
    }
}
