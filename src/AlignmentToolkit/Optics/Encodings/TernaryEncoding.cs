using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Encodings;

/// <summary>Two frames, b₊ = 𝟙[x &gt; θ] with weight 1 and b₋ = 𝟙[x &lt; −θ] with weight −1. Their noise adds.</summary>
/// <remarks>How errors are shown in direct feedback alignment by optics. [Launay 2020]</remarks>
public sealed record TernaryEncoding : IInputEncoding
{
    /// <summary>An encoding.</summary>
    /// <param name="threshold">θ, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">θ is out of its range.</exception>
    public TernaryEncoding(float threshold = 0.1f)
    {
        Require.FiniteAndNotNegative(threshold);
        Threshold = threshold;
    }

    /// <summary>θ.</summary>
    public float Threshold { get; }

    /// <inheritdoc/>
    public int FrameCount => 2;

    /// <inheritdoc/>
    public void Encode(Matrix<float> inputs, int frame, Matrix<float> pattern, Span<float> weights)
    {
        EncodingShapes.Check(this, inputs, frame, pattern, weights);
        float sign = frame == 0 ? 1 : -1;
        ReadOnlySpan<float> values = inputs.Values();
        Span<float> pixels = pattern.Values();
        for (int i = 0; i < values.Length; i++) pixels[i] = sign * values[i] > Threshold ? 1 : 0;
        weights.Fill(sign);
    }
}
