using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>
/// A piece of a transformer that reads the residual stream and writes it: y = x + f(x) for attention and feed-forward blocks.
/// </summary>
/// <remarks>
/// A block keeps what its backward pass needs from its latest forward pass. Blocks are independent of each other: a model is a list of
/// them, and another kind — attention to a second sequence, say — goes between those that are there.
/// </remarks>
public interface ITokenBlock
{
    /// <summary>Y ← X + f(X).</summary>
    /// <param name="layout">Which columns belong to which sequence.</param>
    /// <param name="x">X, hidden size × tokens. It is read again in the backward pass and must not change before.</param>
    /// <param name="y">Y, overwritten.</param>
    void Forward(SequenceLayout layout, ReadOnlyMatrixSpan<float> x, MatrixSpan<float> y);

    /// <summary>Adds to the gradient of the parameters, and turns the gradient of the output into that of the input.</summary>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="x">X as in the forward pass.</param>
    /// <param name="gradient">∂loss/∂Y, which becomes ∂loss/∂X.</param>
    void Backward(SequenceLayout layout, ReadOnlyMatrixSpan<float> x, MatrixSpan<float> gradient);
}
