using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Encodings;

/// <summary>
/// How numbers are shown on a light modulator whose pixels are on or off: as frames b_1 … b_P with x ≈ Σ_p w_p b_p, so that a linear
/// projection of x is the sum of the frames' projections with the same weights.
/// </summary>
/// <remarks>
/// The intensity of a sum is not the sum of intensities: with more than one frame Σ_p w_p |R b_p|² is a feature of x of its own kind, no
/// approximation of |R x|².
/// </remarks>
public interface IInputEncoding
{
    /// <summary>P, frames a vector.</summary>
    int FrameCount { get; }

    /// <summary>Makes one frame of a batch.</summary>
    /// <param name="inputs">X, n × B.</param>
    /// <param name="frame">p, from 0 to P − 1.</param>
    /// <param name="pattern">b_p, n × B, overwritten.</param>
    /// <param name="weights">w_p of each of the B vectors, overwritten.</param>
    void Encode(Matrix<float> inputs, int frame, Matrix<float> pattern, Span<float> weights);
}
