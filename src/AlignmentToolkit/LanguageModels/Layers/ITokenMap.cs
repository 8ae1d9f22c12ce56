using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>A map applied to every token by itself, Y = f(X): a linear map, or one with an adapter beside it.</summary>
public interface ITokenMap
{
    /// <summary>Features of a token before.</summary>
    int InputSize { get; }

    /// <summary>Features of a token after.</summary>
    int OutputSize { get; }

    /// <summary>Y ← f(X).</summary>
    /// <param name="x">X, inputs × tokens.</param>
    /// <param name="y">Y, outputs × tokens, overwritten.</param>
    void Forward(ReadOnlyMatrixSpan<float> x, MatrixSpan<float> y);

    /// <summary>Adds to the gradient of the parameters, and sends the gradient on to the input.</summary>
    /// <param name="x">X as in the forward pass.</param>
    /// <param name="outputGradient">∂loss/∂Y.</param>
    /// <param name="inputGradient">∂loss/∂X, overwritten.</param>
    void Backward(ReadOnlyMatrixSpan<float> x, ReadOnlyMatrixSpan<float> outputGradient, MatrixSpan<float> inputGradient);
}
