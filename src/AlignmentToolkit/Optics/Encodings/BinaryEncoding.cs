using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Encodings;

/// <summary>One frame: b = 𝟙[x &gt; t].</summary>
/// <param name="Threshold">t.</param>
public sealed record BinaryEncoding(float Threshold) : IInputEncoding
{
    /// <inheritdoc/>
    public int FrameCount => 1;

    /// <inheritdoc/>
    public void Encode(Matrix<float> inputs, int frame, Matrix<float> pattern, Span<float> weights)
    {
        EncodingShapes.Check(this, inputs, frame, pattern, weights);
        ReadOnlySpan<float> values = inputs.Values();
        Span<float> pixels = pattern.Values();
        for (int i = 0; i < values.Length; i++) pixels[i] = values[i] > Threshold ? 1 : 0;
        weights.Fill(1);
    }
}
