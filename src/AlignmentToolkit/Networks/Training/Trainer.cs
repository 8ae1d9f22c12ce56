using System.Diagnostics;

using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Trains a network with a learning rule and an optimiser, and measures it after every epoch.</summary>
/// <param name="settings">How long, in what steps.</param>
public sealed class Trainer(TrainingSettings settings)
{
    /// <summary>Progress reports within one epoch.</summary>
    private const int ReportsPerEpoch = 20;

    /// <summary>How long, in what steps.</summary>
    public TrainingSettings Settings { get; } = settings;

    /// <summary>Trains.</summary>
    /// <param name="rule">What proposes the updates. Its network is changed.</param>
    /// <param name="optimiser">What applies them, to the same network.</param>
    /// <param name="data">What is learned, and judged by.</param>
    /// <param name="stream">Orders the examples (child <c>order</c>) and draws dropout masks (child <c>dropout</c>).</param>
    /// <param name="reference">The rule that updates are compared with, normally backpropagation; null to compare with none.</param>
    /// <param name="progress">Told about twenty times an epoch, and at its end with what was measured.</param>
    /// <param name="cancellation">Checked before every mini-batch; finished epochs are kept.</param>
    /// <returns>The run; cancellation and divergence are outcomes, not exceptions.</returns>
    /// <exception cref="ArgumentException">Data, network, rule and optimiser do not fit together, or a setting is out of range.</exception>
    public TrainingRun Train(
        LearningRule rule,
        Optimiser optimiser,
        TrainingData data,
        RandomStream stream,
        LearningRule? reference = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Validate(rule, optimiser, data, reference);
        EpochLoop loop = new(rule, optimiser, data.Training, Settings, stream);
        Measurement measurement = new(rule, reference, data, Settings);
        List<EpochRecord> records = [measurement.Take(0, null, default)];
        List<double> seconds = [];
        TrainingOutcome outcome = TrainingOutcome.Completed;
        progress?.Report(new TrainingProgress(0, 0, records[0], 0));
        for (int epoch = 0; epoch < Settings.Epochs && outcome == TrainingOutcome.Completed; epoch++)
        {
            long start = Stopwatch.GetTimestamp();
            if (!loop.Run(epoch, Within(epoch, progress), cancellation, out EpochLoop.Sums sums))
            {
                outcome = TrainingOutcome.Cancelled;
                break;
            }

            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            records.Add(measurement.Take(epoch + 1, loop.LearningRateOf(epoch), sums));
            if (!records[^1].IsFinite) outcome = TrainingOutcome.Diverged;
            // A run that has diverged is done, however early.
            double fraction = outcome == TrainingOutcome.Diverged ? 1 : (epoch + 1.0) / Settings.Epochs;
            progress?.Report(new TrainingProgress(fraction, epoch + 1, records[^1], seconds[^1]));
        }

        return new TrainingRun(rule.Name, outcome, records, seconds);
    }

    private Action<int, int>? Within(int epoch, IProgress<TrainingProgress>? progress)
    {
        if (progress is null) return null;
        return (done, all) =>
        {
            if (done * ReportsPerEpoch / all != (done - 1) * ReportsPerEpoch / all && done < all)
                progress.Report(new TrainingProgress((epoch + (double)done / all) / Settings.Epochs, epoch + 1, null, 0));
        };
    }

    private void Validate(LearningRule rule, Optimiser optimiser, TrainingData data, LearningRule? reference)
    {
        Settings.Validate(data);
        TrainingParts.RequireFit(rule, optimiser, data, reference);
    }
}
