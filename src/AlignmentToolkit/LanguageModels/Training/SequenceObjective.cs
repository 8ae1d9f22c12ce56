using AlignmentToolkit.LanguageModels.Layers;
using AlignmentToolkit.LanguageModels.Losses;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>A loss of a model's logits: forward pass, loss, backward pass.</summary>
/// <param name="model">What is trained.</param>
/// <param name="loss">What is lowered; cross-entropy if left out.</param>
public sealed class SequenceObjective(ISequenceModel model, ISequenceLoss? loss = null) : IObjective<SequenceBatch>
{
    private readonly TokenBuffer _gradient = new(model.VocabularySize);

    /// <summary>What is trained.</summary>
    public ISequenceModel Model { get; } = model;

    /// <summary>What is lowered.</summary>
    public ISequenceLoss Loss { get; } = loss ?? new SequenceCrossEntropy();

    /// <inheritdoc/>
    public ParameterSet Parameters => Model.Parameters;

    /// <inheritdoc/>
    public LossValue Accumulate(SequenceBatch batch)
    {
        MatrixSpan<float> logits = Model.Forward(batch), gradient = _gradient.Resize(logits.Columns);
        LossValue value = Loss.Evaluate(batch, logits, gradient);
        Model.Backward(batch, gradient);
        return value;
    }

    /// <summary>The loss without its gradient: for texts that are not learned.</summary>
    /// <param name="batch">What is read and what is to follow.</param>
    public LossValue Evaluate(SequenceBatch batch)
    {
        MatrixSpan<float> logits = Model.Forward(batch);
        return Loss.Evaluate(batch, logits, _gradient.Resize(logits.Columns));
    }
}
