using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Trains a network with a learning rule and an optimiser, and measures it after every epoch.</summary>
/// <param name="settings">How long, in what steps.</param>
public sealed class Trainer(TrainingSettings settings)
{
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
        Settings.Validate(data);
        TrainingParts.RequireFit(rule, optimiser, data, reference);
        EpochLoop loop = new(rule, optimiser, data.Training, Settings, stream);
        Measurement measurement = new(rule, reference, data, Settings);
        return new EpochByEpoch(rule.Name, Settings.Epochs, measurement, progress).Run(
            (int epoch, Action<int, int>? report, out EpochLoop.Sums sums) => loop.Run(epoch, report, cancellation, out sums),
            loop.LearningRateOf);
    }
}
