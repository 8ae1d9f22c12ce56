using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Encodings;

/// <summary>
/// Shows the numbers as they are, in one frame: an ideal modulator of signed amplitudes, or inputs that are binary already.
/// </summary>
public sealed record AnalogueEncoding : IInputEncoding
{
    /// <inheritdoc/>
    public int FrameCount => 1;

    /// <inheritdoc/>
    public void Encode(Matrix<float> inputs, int frame, Matrix<float> pattern, Span<float> weights)
    {
        EncodingShapes.Check(this, inputs, frame, pattern, weights);
        inputs.Values().CopyTo(pattern.Values());
        weights.Fill(1);
    }
}
