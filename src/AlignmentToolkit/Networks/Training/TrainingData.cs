using AlignmentToolkit.Datasets;

namespace AlignmentToolkit.Networks.Training;

/// <summary>What a run learns from and is judged by.</summary>
/// <param name="Training">Examples that the rule sees.</param>
/// <param name="Test">Examples that it is judged by in the end.</param>
/// <param name="Validation">Examples for choosing settings, or null.</param>
public sealed record TrainingData(LabelledExamples Training, LabelledExamples Test, LabelledExamples? Validation = null)
{
    /// <summary>A data set of images that is split already.</summary>
    /// <param name="split">From <see cref="ImageDataSets.Open"/>.</param>
    public static TrainingData Of(DataSplit split) =>
        new(
            LabelledExamples.Of(split.Training),
            LabelledExamples.Of(split.Test),
            split.Validation.Count == 0 ? null : LabelledExamples.Of(split.Validation));
}
