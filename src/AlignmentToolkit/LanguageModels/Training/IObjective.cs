using AlignmentToolkit.LanguageModels.Losses;
using AlignmentToolkit.LanguageModels.Parameters;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>What a training loop lowers: all it knows of models and losses.</summary>
/// <typeparam name="TBatch">What is learned from in one go.</typeparam>
public interface IObjective<in TBatch>
{
    /// <summary>What is trained. Parameters of other sets stay as they are.</summary>
    ParameterSet Parameters { get; }

    /// <summary>Adds the gradient of the summed loss of a batch to <see cref="ParameterSet.Gradient"/>.</summary>
    /// <param name="batch">What is learned from.</param>
    LossValue Accumulate(TBatch batch);
}
