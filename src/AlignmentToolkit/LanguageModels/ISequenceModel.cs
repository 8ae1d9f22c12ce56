using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels;

/// <summary>A model that turns sequences of tokens into logits, and takes the gradient of a loss with respect to the logits back.</summary>
/// <remarks>That gradient is the seam between losses and models: cross-entropy, preferences and distillation differ only in what they
/// send.</remarks>
public interface ISequenceModel
{
    /// <summary>What backward passes add gradients to.</summary>
    ParameterSet Parameters { get; }

    /// <summary>V: number of logits of a token.</summary>
    int VocabularySize { get; }

    /// <summary>The logits of what follows each token.</summary>
    /// <param name="batch">Sequences of tokens; targets are not looked at.</param>
    /// <returns>V × tokens. It belongs to the model and is overwritten by the next forward pass.</returns>
    MatrixSpan<float> Forward(SequenceBatch batch);

    /// <summary>Adds to the gradients of the parameters.</summary>
    /// <param name="batch">As in the latest forward pass.</param>
    /// <param name="logitGradient">∂loss/∂logits, V × tokens.</param>
    void Backward(SequenceBatch batch, ReadOnlyMatrixSpan<float> logitGradient);
}
