using System.Globalization;

namespace AlignmentToolkit.Networks.Training;

/// <summary>A finished training run.</summary>
/// <param name="Rule">Name of the learning rule.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Epochs">Record 0 is the network before training, record e the network after e epochs.</param>
/// <param name="SecondsPerEpoch">Seconds each finished epoch took to train, without measurements: not part of the deterministic
/// record.</param>
public sealed record TrainingRun(
    string Rule, TrainingOutcome Outcome, IReadOnlyList<EpochRecord> Epochs, IReadOnlyList<double> SecondsPerEpoch)
{
    /// <summary>The last record.</summary>
    public EpochRecord Last => Epochs[^1];

    /// <summary>Such as <c>FA: 98.12 % on test examples after 10 epochs</c>, and how it ended if not as planned.</summary>
    public override string ToString()
    {
        string epochs = Last.Epoch == 1 ? "epoch" : "epochs";
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{Rule}: {100 * Last.TestAccuracy:F2} % on test examples after {Last.Epoch} {epochs}");
        return Outcome switch
        {
            TrainingOutcome.Cancelled => text + " (cancelled)",
            TrainingOutcome.Diverged => text + " (diverged: a weight is no longer a finite number; try a lower learning rate)",
            _ => text,
        };
    }
}
