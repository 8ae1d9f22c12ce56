using System.Diagnostics;

namespace AlignmentToolkit.Networks.Training;

/// <summary>What all training has in common: epochs, each timed, measured and reported, until done, cancelled or diverged.</summary>
/// <param name="name">Name of the learning rule.</param>
/// <param name="epochs">How many.</param>
/// <param name="measurement">What is measured after each.</param>
/// <param name="progress">Told about twenty times an epoch, and at its end with what was measured.</param>
internal sealed class EpochByEpoch(string name, int epochs, Measurement measurement, IProgress<TrainingProgress>? progress)
{
    /// <summary>Progress reports within one epoch.</summary>
    private const int ReportsPerEpoch = 20;

    /// <summary>Trains one epoch, from 0, and tells after each step how many of how many are done. False if it was cancelled.</summary>
    public delegate bool Epoch(int epoch, Action<int, int>? report, out EpochLoop.Sums sums);

    /// <summary>Trains.</summary>
    /// <param name="train">One epoch.</param>
    /// <param name="learningRateOf">η of an epoch; null where nothing is learned.</param>
    public TrainingRun Run(Epoch train, Func<int, double?> learningRateOf)
    {
        List<EpochRecord> records = [measurement.Take(0, null, default)];
        List<double> seconds = [];
        TrainingOutcome outcome = TrainingOutcome.Completed;
        progress?.Report(new TrainingProgress(0, 0, records[0], 0));
        for (int epoch = 0; epoch < epochs && outcome == TrainingOutcome.Completed; epoch++)
        {
            long start = Stopwatch.GetTimestamp();
            if (!train(epoch, Within(epoch), out EpochLoop.Sums sums))
            {
                outcome = TrainingOutcome.Cancelled;
                break;
            }

            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            records.Add(measurement.Take(epoch + 1, learningRateOf(epoch), sums));
            if (!records[^1].IsFinite) outcome = TrainingOutcome.Diverged;
            // A run that has diverged is done, however early.
            double fraction = outcome == TrainingOutcome.Diverged ? 1 : (epoch + 1.0) / epochs;
            progress?.Report(new TrainingProgress(fraction, epoch + 1, records[^1], seconds[^1]));
        }

        return new TrainingRun(name, outcome, records, seconds);
    }

    private Action<int, int>? Within(int epoch)
    {
        if (progress is null) return null;
        return (done, all) =>
        {
            if (done * ReportsPerEpoch / all != (done - 1) * ReportsPerEpoch / all && done < all)
                progress.Report(new TrainingProgress((epoch + (double)done / all) / epochs, epoch + 1, null, 0));
        };
    }
}
