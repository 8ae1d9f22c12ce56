using System.Globalization;

namespace AlignmentToolkit.Networks.Training;

/// <summary>How a run fared after its best epoch: rules with too large steps learn first and lose it all later.</summary>
/// <remarks>A run that looks healthy early can be at chance at the end, so no early epoch vouches for a rule.</remarks>
/// <param name="BestAccuracy">Largest test accuracy after any epoch, in [0, 1].</param>
/// <param name="BestEpoch">The first epoch that reached it.</param>
/// <param name="LargestDrop">Largest distance by which test accuracy fell below its best until then, in [0, 1].</param>
/// <param name="CollapseEpoch">
/// The first epoch after which accuracy lay, until the end, nearer to chance than to its best; the epoch of divergence if that came
/// earlier; null for neither.
/// </param>
/// <param name="HasDiverged">Whether a weight became infinite or not a number.</param>
/// <param name="HasLearned">
/// Whether the best accuracy lies above chance by a tenth of what there is to gain. A run without that cannot collapse.
/// </param>
public sealed record Stability(
    double BestAccuracy, int BestEpoch, double LargestDrop, int? CollapseEpoch, bool HasDiverged, bool HasLearned)
{
    private const double LeastGain = 0.1;

    /// <summary>Learned, and neither collapsed nor diverged.</summary>
    public bool IsStable => HasLearned && CollapseEpoch is null;

    /// <summary>Looks at the test accuracies of a run.</summary>
    /// <param name="run">The run, cancelled or not.</param>
    /// <param name="chance">Accuracy of guessing, in [0, 1): 1/C for C equally frequent classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Chance is out of range.</exception>
    public static Stability Of(TrainingRun run, double chance = 0.1)
    {
        ArgumentNullException.ThrowIfNull(run);
        Require.InUnitInterval(chance);
        EpochRecord best = run.Epochs[0];
        double largestDrop = 0, learned = chance + LeastGain * (1 - chance);
        int? collapse = null;
        foreach (EpochRecord record in run.Epochs)
        {
            if (record.TestAccuracy > best.TestAccuracy) best = record;
            largestDrop = Math.Max(largestDrop, best.TestAccuracy - record.TestAccuracy);
            bool isLost = best.TestAccuracy >= learned && record.TestAccuracy < 0.5 * (chance + best.TestAccuracy);
            collapse = isLost || !record.IsFinite ? collapse ?? record.Epoch : null;
        }

        return new Stability(
            best.TestAccuracy, best.Epoch, largestDrop, collapse, run.Outcome == TrainingOutcome.Diverged, best.TestAccuracy >= learned);
    }

    /// <summary>Such as <c>stable, best 97.3 % after epoch 19</c>.</summary>
    public override string ToString()
    {
        string fate = this switch
        {
            { HasDiverged: true } => $"diverged in epoch {CollapseEpoch}",
            { CollapseEpoch: { } epoch } => $"collapsed in epoch {epoch}",
            { HasLearned: false } => "has not learned",
            _ => "stable",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{fate}, best {100 * BestAccuracy:F1} % after epoch {BestEpoch}");
    }
}
