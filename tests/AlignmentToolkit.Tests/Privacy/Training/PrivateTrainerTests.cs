using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Training;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Training;

[Collection(nameof(ThreadCount))]
public class PrivateTrainerTests
{
    private static readonly TrainingData Data = SignSymmetricMixture.Benchmark(RandomStream.From("private/data"), training: 500, test: 200);

    [Fact]
    public void The_same_seed_gives_the_same_run_at_any_number_of_threads()
    {
        PrivateTrainingSettings settings = new() { Epochs = 2, Batches = new PoissonBatches(100) };
        float[][] weights = [.. new[] { 1, 2, 3, 1 }.Select(threads => ThreadCount.With(threads, () =>
        {
            Experiment experiment = new([100, 40, 10]);
            experiment.Train(settings);
            return experiment.Network.Weights[0].AsColumnMajorArray();
        }))];
        Assert.All(weights.Skip(1), other => Assert.Equal(weights[0], other));
    }

    [Fact]
    public void Without_clipping_and_noise_it_is_ordinary_training()
    {
        // One mini-batch of all examples: both take them together, in an order that only rounding notices. Ten steps of weights of order
        // 1/√10, each a mean of 500 terms: far below 10⁻⁵.
        Experiment secretly = new([100, 40, 10]), ordinarily = new([100, 40, 10]);
        secretly.Train(new PrivateTrainingSettings
        {
            Epochs = 10,
            Batches = new ShuffledBatches(500),
            ClippingNorm = double.PositiveInfinity,
            NoiseMultiplier = 0,
            LearningRate = 0.1,
        });
        new Trainer(new TrainingSettings { Epochs = 10, BatchSize = 500, LearningRate = 0.1 }).Train(
            ordinarily.Rule, ordinarily.Optimiser, Data, RandomStream.From("o"), cancellation: ordinarily.Cancellation);
        for (int layer = 0; layer < 2; layer++)
            Assert.All(
                ordinarily.Network.Weights[layer].Enumerate().Zip(secretly.Network.Weights[layer].Enumerate()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void How_many_examples_pass_at_once_changes_nothing_but_rounding()
    {
        Experiment together = new([100, 40, 10]), apart = new([100, 40, 10]);
        PrivateTrainingSettings settings = new() { Epochs = 1, Batches = new PoissonBatches(100) };
        together.Train(settings);
        apart.Train(settings with { LargestPass = 33 });
        Assert.All(
            together.Network.Weights[0].Enumerate().Zip(apart.Network.Weights[0].Enumerate()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    // With a learning rate of 1 and noise alone (clipping to next to nothing), T steps move a weight by N(0, T (z C/b)²).
    [Fact]
    public void Steps_divide_by_the_expected_size_and_carry_the_stated_noise()
    {
        Experiment experiment = new([100, 40, 10]);
        double[] before = [.. experiment.Network.Weights.SelectMany(w => w.Enumerate()).Select(w => (double)w)];
        const double Clipping = 1e-3, Noise = 50;
        experiment.Train(new PrivateTrainingSettings
        {
            Epochs = 4,
            Batches = new PoissonBatches(50),
            ClippingNorm = Clipping,
            NoiseMultiplier = Noise,
            LearningRate = 1,
        });
        double[] moves = [.. experiment.Network.Weights.SelectMany(w => w.Enumerate()).Select((w, i) => w - before[i])];

        // The clipped contributions move all weights together by at most T·(b + 5√b)/b·C ≈ 0.07, of noise's √n·√T·z·C/b ≈ 0.42: their
        // square adds at most 3 per cent, which the tolerance of 5√(2/n) = 11 per cent covers.
        double variance = 40 * Math.Pow(Noise * Clipping / 50, 2);
        double found = moves.Sum(move => move * move) / moves.Length;
        Assert.Equal(variance, found, 0.11 * variance);
    }

    [Fact]
    public void It_learns_with_moderate_noise_and_knows_its_price()
    {
        Experiment experiment = new([100, 40, 10]);
        PrivateTrainingSettings settings = new()
        {
            Epochs = 8,
            Batches = new PoissonBatches(100),
            NoiseMultiplier = 0.5,
            LearningRate = 2,
            Delta = 1e-3,
        };
        PrivateTrainingRun run = experiment.Train(settings, new TenthsAccountant());

        // Guessing gets 10 per cent of 200, give or take 2.1: twice that is nearly five deviations away.
        Assert.True(run.TestAccuracy > 0.2, $"{run} is no better than guessing.");
        Assert.Equal(TrainingOutcome.Completed, run.Training.Outcome);
        Assert.Equal(9, run.Epsilon.Count);

        // The stand-in accountant asks a tenth for every step: 5 steps an epoch.
        Assert.All(run.Epsilon.Index(), entry => Assert.Equal(0.5 * entry.Index, entry.Item.Upper, 1e-12));
        Assert.Equal(new RepeatedEvent(new PoissonSampledEvent(0.2, new GaussianEvent(0.5)), 40), run.Event);
        Assert.EndsWith("after 8 epochs, ε = 4 at δ = 0.001 (tenths)", run.ToString(), StringComparison.Ordinal);
        Assert.Equal(8, run.ClippedShare.Count);
        Assert.All(run.ClippedShare, share => Assert.InRange(share, 0, 1));
    }

    [Fact]
    public void Records_keep_nothing_that_tells_of_training_examples()
    {
        PrivateTrainingRun run = new Experiment([100, 10]).Train(
            new PrivateTrainingSettings { Epochs = 1, Batches = new PoissonBatches(100) });
        Assert.All(run.Training.Epochs, record => Assert.Null(record.TrainingLoss));
        Assert.All(run.Training.Epochs, record => Assert.Null(record.TrainingAccuracy));
        Assert.Empty(run.Epsilon);
    }

    [Fact]
    public void Cancelling_keeps_the_epochs_that_were_finished_and_their_price_only()
    {
        using CancellationTokenSource source = new();
        Listener listener = new(progress =>
        {
            if (progress is { Finished: not null, Epoch: 2 }) source.Cancel();
        });
        PrivateTrainingRun run = new Experiment([100, 10]) { Cancellation = source.Token }.Train(
            new PrivateTrainingSettings { Epochs = 50, Batches = new PoissonBatches(100) }, new TenthsAccountant(), listener);
        Assert.Equal(TrainingOutcome.Cancelled, run.Training.Outcome);
        Assert.Equal(2, run.Training.Last.Epoch);
        Assert.Equal(3, run.Epsilon.Count);
        Assert.Equal(10, Assert.IsType<RepeatedEvent>(run.Event).Count);
    }

    [Fact]
    public void An_event_that_the_accountant_cannot_handle_is_refused_before_training()
    {
        Experiment experiment = new([100, 10]);
        float[] before = [.. experiment.Network.Weights[0].Enumerate()];
        Assert.Throws<UnsupportedEventException>(() => experiment.Train(
            new PrivateTrainingSettings { Epochs = 1, Batches = new FixedBatches(100) }, new TenthsAccountant()));
        Assert.Equal(before, experiment.Network.Weights[0].Enumerate());
    }

    [Fact]
    public void Settings_out_of_range_are_refused_by_name()
    {
        Refused(nameof(PrivateTrainingSettings.Epochs), new() { Epochs = 0 });
        Refused(nameof(PrivateTrainingSettings.LargestPass), new() { LargestPass = 0 });
        Refused(nameof(PrivateTrainingSettings.ClippingNorm), new() { ClippingNorm = -1 });
        Refused(nameof(PrivateTrainingSettings.ClippingNorm), new() { ClippingNorm = double.NaN });
        Refused(nameof(PrivateTrainingSettings.NoiseMultiplier), new() { NoiseMultiplier = double.NaN });
        Refused(nameof(PrivateTrainingSettings.NoiseMultiplier), new() { NoiseMultiplier = -0.1 });
        Refused(nameof(PrivateTrainingSettings.Delta), new() { Delta = 1 });
        Refused(nameof(PrivateTrainingSettings.Batches), new() { Batches = new PoissonBatches(501) });
        Refused("noiseMultiplier", new() { ClippingNorm = double.PositiveInfinity });

        static void Refused(string name, PrivateTrainingSettings settings) => Assert.Throws<ArgumentOutOfRangeException>(
            name,
            () => new Experiment([100, 10]).Train(
                settings.Batches.Size == 512 ? settings with { Batches = new PoissonBatches(10) } : settings));
    }

    /// <summary>A network with its rule and optimiser.</summary>
    private sealed class Experiment
    {
        public Experiment(int[] sizes)
        {
            Network = new MultilayerPerceptron(sizes, Activation.Tanh, Initialiser.XavierUniform, RandomStream.From("experiment"));
            Rule = new Backpropagation(Network, OutputLoss.SoftmaxCrossEntropy);
            Optimiser = new StochasticGradientDescent(Network, momentum: 0);
        }

        public MultilayerPerceptron Network { get; }

        public CancellationToken Cancellation { get; init; } = TestContext.Current.CancellationToken;

        public Backpropagation Rule { get; }

        public StochasticGradientDescent Optimiser { get; }

        public PrivateTrainingRun Train(
            PrivateTrainingSettings settings,
            PrivacyAccountant? accountant = null,
            IProgress<TrainingProgress>? progress = null) =>
            new PrivateTrainer(settings).Train(
                Rule,
                Optimiser,
                Data,
                RandomStream.From("private"),
                accountant: accountant,
                progress: progress,
                cancellation: Cancellation);
    }

    private sealed class Listener(Action<TrainingProgress> listen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => listen(value);
    }

    /// <summary>A stand-in that asks a tenth of ε for each Poisson-sampled step.</summary>
    private sealed class TenthsAccountant : PrivacyAccountant
    {
        public override string Name => "tenths";

        public override bool IsBound => false;

        public override string? ReasonAgainst(PrivacyEvent privacyEvent) =>
            privacyEvent is PoissonSampledEvent or RepeatedEvent { Event: PoissonSampledEvent } ? null : "it only knows Poisson sampling";

        protected override PrivacyCurve AccountSupported(PrivacyEvent privacyEvent, CancellationToken cancellation) =>
            new Tenths(((RepeatedEvent)privacyEvent).Count);

        private sealed class Tenths(long steps) : PrivacyCurve
        {
            protected override PrivacyRange EpsilonAt(double delta) => PrivacyRange.Exactly(0.1 * steps);

            protected override PrivacyRange DeltaAt(double epsilon) => PrivacyRange.Exactly(1);
        }
    }
}
