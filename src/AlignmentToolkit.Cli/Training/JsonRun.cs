using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Cli.Training;

/// <summary>Runs and their summary as objects that are written as JSON.</summary>
internal static class JsonRun
{
    /// <summary>One run.</summary>
    public static object Of(TrainingRun run, double chance) => new
    {
        run.Outcome,
        Epochs = run.Epochs.Select((record, index) => Epoch(record, index == 0 ? null : run.SecondsPerEpoch[index - 1])),
        Final = Final(run, chance),
    };

    /// <summary>Several runs together.</summary>
    public static object Of(StudySummary summary) => new
    {
        summary.Runs,
        summary.Unstable,
        TestAccuracy = Of(summary.TestAccuracy),
        Slowness = Of(summary.Slowness),
        SecondsPerEpoch = Of(summary.SecondsPerEpoch),
        FeedbackAngles = summary.FeedbackAngles.Select(Angle),
        UpdateAngles = summary.UpdateAngles.Select(Angle),
    };

    private static object Epoch(EpochRecord record, double? seconds) => new
    {
        record.Epoch,
        record.LearningRate,
        TrainingLoss = Finite(record.TrainingLoss),
        record.TrainingAccuracy,
        record.ValidationAccuracy,
        record.TestAccuracy,
        Seconds = seconds,
        FeedbackAngles = record.FeedbackAngles.Select(Angle),
        UpdateAngles = record.UpdateAngles.Select(Angle),
        record.IsFinite,
    };

    private static object Final(TrainingRun run, double chance)
    {
        Stability stability = Stability.Of(run, chance);
        return new
        {
            run.Last.Epoch,
            run.Last.ValidationAccuracy,
            run.Last.TestAccuracy,
            SecondsPerEpoch = run.SecondsPerEpoch.Count == 0 ? (double?)null : run.SecondsPerEpoch.Average(),
            Slowness = Slowness.OrNull(run)?.Epochs,
            Stability = new
            {
                stability.IsStable,
                stability.BestAccuracy,
                stability.BestEpoch,
                stability.LargestDrop,
                stability.CollapseEpoch,
            },
            FeedbackAngles = run.Last.FeedbackAngles.Select(Angle),
            UpdateAngles = run.Last.UpdateAngles.Select(Angle),
        };
    }

    private static object Angle(NamedAngle angle) => new { Between = angle.Name, Degrees = Finite(angle.Degrees) };

    private static object Angle(NamedSpread angle) => new { Between = angle.Name, Degrees = Of(angle.Degrees) };

    private static object? Of(Spread? spread) =>
        spread is { } value ? new { Mean = Finite(value.Mean), StandardDeviation = Finite(value.StandardDeviation), value.Count } : null;

    // JSON has no NaN and no infinity.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
