using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Tests.Networks.Training;

/// <summary>Training runs made up from their test accuracies.</summary>
internal static class Runs
{
    /// <summary>A completed run; the first accuracy is the one before training.</summary>
    public static TrainingRun Of(params double[] accuracies) =>
        new(
            "rule",
            TrainingOutcome.Completed,
            [.. accuracies.Select((accuracy, epoch) =>
                new EpochRecord { Epoch = epoch, TestAccuracy = accuracy, LearningRate = epoch == 0 ? null : 0.1 })],
            []);
}
