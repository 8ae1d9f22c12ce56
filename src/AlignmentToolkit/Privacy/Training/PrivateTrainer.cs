using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>
/// Trains with noise after the products: each example's contribution is clipped to C over all layers, noise of z C is added to the sum of
/// a mini-batch, and what comes of it is divided by the expected size. With backpropagation this is DP-SGD.
/// </summary>
/// <remarks>
/// <para>
/// The weights of every step are a subsampled Gaussian mechanism of noise multiplier z, whatever the rule: noise that the rule has itself,
/// such as that of optics, is not counted on. [Abadi 2016; Lee 2020]
/// </para>
/// <para>
/// The guarantee needs noise and mini-batches that nobody can reproduce. For a release pass <see cref="NoiseSource.Cryptographic"/> and a
/// stream of a secret, random name; seeds that can be written down serve experiments. It covers the weights, not settings tuned by looking
/// at the same examples.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// PrivateTrainer trainer = new(new PrivateTrainingSettings { Epochs = 10, Batches = new PoissonBatches(512), NoiseMultiplier = 1 });
/// PrivateTrainingRun run = trainer.Train(rule, optimiser, data, RandomStream.From("seed-1"), accountant: new RenyiAccountant());
/// Console.WriteLine(run);
/// </code>
/// </example>
/// <param name="settings">How long, in what steps, with how much noise.</param>
public sealed class PrivateTrainer(PrivateTrainingSettings settings)
{
    /// <summary>How long, in what steps, with how much noise.</summary>
    public PrivateTrainingSettings Settings { get; } = settings;

    /// <summary>Trains.</summary>
    /// <param name="rule">What proposes the updates: any rule with <see cref="LearningRule.HasPerExampleFactors"/>. Its network is
    /// changed.</param>
    /// <param name="optimiser">What applies them, to the same network. Momentum and decay see only what is private already.</param>
    /// <param name="data">What is learned, and judged by. Only the training examples are protected.</param>
    /// <param name="stream">Chooses the examples of each mini-batch (child <c>batches</c>).</param>
    /// <param name="noise">Where the noise comes from; null for the stream's child <c>noise</c>, which is for experiments.</param>
    /// <param name="accountant">Says what ε the run comes to; null to say nothing. It is asked before training starts.</param>
    /// <param name="reference">The rule that updates are compared with, on test examples; null to compare with none.</param>
    /// <param name="progress">Told about twenty times an epoch, and at its end with what was measured.</param>
    /// <param name="cancellation">Checked before every step; finished epochs are kept.</param>
    /// <returns>The run; cancellation and divergence are outcomes, not exceptions.</returns>
    /// <exception cref="ArgumentException">The parts do not fit together, a setting is out of range, or the rule's updates cannot be
    /// clipped example by example.</exception>
    public PrivateTrainingRun Train(
        LearningRule rule,
        Optimiser optimiser,
        TrainingData data,
        RandomStream stream,
        NoiseSource? noise = null,
        PrivacyAccountant? accountant = null,
        LearningRule? reference = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Settings.Validate(data);
        TrainingParts.RequireFit(rule, optimiser, data, reference);
        PrivateEpochs loop = new(
            rule, optimiser, data.Training, Settings, stream.Child("batches"), noise ?? NoiseSource.Seeded(stream.Child("noise")));
        IReadOnlyList<PrivacyRange> epsilon = Account(accountant, data.Training.Count);
        Measurement measurement = new(rule, reference, data, Settings.OfMeasurement());
        List<double> clipped = [];
        TrainingRun run = new EpochByEpoch(rule.Name, Settings.Epochs, measurement, progress).Run(
            (int epoch, Action<int, int>? report, out EpochLoop.Sums sums) =>
            {
                sums = default;
                if (!loop.Run(epoch, report, out double clippedShare, cancellation)) return false;
                clipped.Add(clippedShare);
                return true;
            },
            epoch => Settings.LearningRate.At(epoch));
        return Result(run, data.Training.Count, accountant, epsilon, clipped);
    }

    private IReadOnlyList<PrivacyRange> Account(PrivacyAccountant? accountant, int examples)
    {
        if (accountant is null) return [];
        long[] units = [.. Enumerable.Range(1, Settings.Epochs).Select(epoch => Settings.Batches.UnitsAfter(epoch, examples))];
        return accountant.EpsilonBySteps(Settings.Batches.UnitEvent(Settings.NoiseMultiplier, examples), units, Settings.Delta);
    }

    private PrivateTrainingRun Result(
        TrainingRun training, int examples, PrivacyAccountant? accountant, IReadOnlyList<PrivacyRange> epsilon, List<double> clipped)
    {
        int epochs = training.Last.Epoch;
        return new PrivateTrainingRun(
            training,
            epochs == 0 ? null : Settings.Batches.EventAfter(Settings.NoiseMultiplier, epochs, examples),
            Settings.Delta,
            accountant?.Name,
            accountant is null ? [] : [PrivacyRange.Exactly(0), .. epsilon.Take(epochs)],
            clipped);
    }
}
