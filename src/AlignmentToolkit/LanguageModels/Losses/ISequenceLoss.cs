using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Losses;

/// <summary>A function from the logits of a batch to a value and its gradient.</summary>
public interface ISequenceLoss
{
    /// <summary>Evaluates the loss.</summary>
    /// <param name="batch">What was read and what is to follow.</param>
    /// <param name="logits">V × tokens.</param>
    /// <param name="gradient">∂Sum/∂logits, of the shape of <paramref name="logits"/>, overwritten.</param>
    LossValue Evaluate(SequenceBatch batch, ReadOnlyMatrixSpan<float> logits, MatrixSpan<float> gradient);
}
