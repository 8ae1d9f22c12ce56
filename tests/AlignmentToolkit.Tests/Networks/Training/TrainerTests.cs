using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Networks.Training;

public class TrainerTests
{
    private static readonly TrainingData Data = SignSymmetricMixture.Benchmark(RandomStream.From("trainer/data"), training: 500, test: 100);

    [Fact]
    public void The_same_seed_gives_the_same_records_and_weights_at_any_number_of_threads()
    {
        int threads = Parallelism.Threads;
        try
        {
            List<(MultilayerPerceptron Network, TrainingRun Run)> runs = [];
            foreach (int count in new[] { 1, 2, 3, 1 })
            {
                Parallelism.Threads = count;
                Experiment experiment = new([100, 300, 10]);
                runs.Add((experiment.Network, experiment.Train(new TrainingSettings { Epochs = 2, Dropout = 0.1f })));
            }

            foreach ((MultilayerPerceptron network, TrainingRun run) in runs.Skip(1))
            {
                Assert.Equal(Describe(runs[0].Run), Describe(run));
                Assert.All(network.Weights.Zip(runs[0].Network.Weights), pair => Assert.Equal(pair.First, pair.Second));
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Fact]
    public void Another_seed_gives_another_run() =>
        Assert.NotEqual(
            Describe(new Experiment([100, 30, 10], "a").Train(new TrainingSettings { Epochs = 1 })),
            Describe(new Experiment([100, 30, 10], "b").Train(new TrainingSettings { Epochs = 1 })));

    [Fact]
    public void Cancelling_keeps_the_epochs_that_were_finished()
    {
        using CancellationTokenSource source = new();
        Listener listener = new(progress =>
        {
            if (progress is { Finished: not null, Epoch: 2 }) source.Cancel();
        });
        TrainingRun run = new Experiment([100, 30, 10]) { Cancellation = source.Token }.Train(
            new TrainingSettings { Epochs = 50 }, listener);
        Assert.Equal(TrainingOutcome.Cancelled, run.Outcome);
        Assert.Equal([0, 1, 2], run.Epochs.Select(record => record.Epoch));
        Assert.Equal(2, run.SecondsPerEpoch.Count);
        Assert.EndsWith("(cancelled)", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_grows_to_one_and_carries_each_record_once()
    {
        List<TrainingProgress> reports = [];
        TrainingRun run = new Experiment([100, 30, 10]).Train(
            new TrainingSettings { Epochs = 3, BatchSize = 10 }, new Listener(reports.Add));
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.Equal(1, reports[^1].Fraction);
        Assert.Equal(run.Epochs, reports.Where(report => report.Finished is not null).Select(report => report.Finished!));
        Assert.InRange(reports.Count, 3 * 15, 3 * 25);
    }

    [Fact]
    public void A_run_whose_weights_overflow_says_so_and_stops()
    {
        TrainingRun run = new Experiment([100, 30, 10]).Train(new TrainingSettings { Epochs = 50, LearningRate = 1e20 });
        Assert.Equal(TrainingOutcome.Diverged, run.Outcome);
        Assert.False(run.Last.IsFinite);
        Assert.True(run.Epochs.Count < 50);
        Assert.Contains("diverged", run.ToString(), StringComparison.Ordinal);
    }

    // 500 examples in mini-batches of 64: 7 whole ones and one of 52.
    [Theory, InlineData(false, 7, 448), InlineData(true, 8, 500)]
    public void The_incomplete_batch_is_dropped_unless_it_is_wanted(bool kept, int batches, int examples)
    {
        Experiment experiment = new([100, 10]);
        CountingRule rule = new(experiment.Network);
        experiment.Train(new TrainingSettings { Epochs = 1, KeepIncompleteBatch = kept }, rule: rule);
        Assert.Equal(batches, rule.Batches);
        Assert.Equal(examples, rule.Seen.Count);
        Assert.Equal(examples, rule.Seen.Distinct().Count());
    }

    [Fact]
    public void An_epoch_has_its_learning_rate_from_the_schedule()
    {
        Experiment experiment = new([100, 10]);
        CountingRule rule = new(experiment.Network);
        TrainingRun run = experiment.Train(
            new TrainingSettings { Epochs = 3, LearningRate = LearningRateSchedule.Drops(0.5, 0.5, 1) }, rule: rule);
        Assert.Equal([null, 0.5, 0.25, 0.25], run.Epochs.Select(record => record.LearningRate));
        Assert.Equal(0.25f, experiment.Optimiser.LearningRate);
        Assert.Equal([0, 1, 2], rule.Epochs);
    }

    [Fact]
    public void Training_allocates_nothing_once_its_memory_is_there()
    {
        foreach (string rule in new[] { "bp", "fa", "dfa" })
        {
            Experiment experiment = new([100, 70, 30, 10]);
            EpochLoop loop = new(
                experiment.Rule(rule), experiment.Optimiser, Data.Training,
                new TrainingSettings { Dropout = 0.1f, KeepIncompleteBatch = true }, RandomStream.From("loop"));
            Assert.Equal(0, Allocations.PerCall(() => loop.Run(0, null, CancellationToken.None, out _)));
        }
    }

    [Fact]
    public void Data_that_do_not_fit_the_network_are_refused_with_both_sizes()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Experiment([99, 10]).Train(new TrainingSettings()));
        Assert.Contains("100 inputs and 10 classes; the network is 99-10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_by_name()
    {
        Assert.Equal("BatchSize", Refused(new TrainingSettings { BatchSize = 501 }));
        Assert.Equal("Epochs", Refused(new TrainingSettings { Epochs = -1 }));
        Assert.Equal("Dropout", Refused(new TrainingSettings { Dropout = 1 }));

        static string? Refused(TrainingSettings settings) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new Experiment([100, 10]).Train(settings)).ParamName;
    }

    private static string Describe(TrainingRun run) =>
        string.Join('\n', run.Epochs.Select(record => record with { FeedbackAngles = [], UpdateAngles = [] })
            .Select(record => record.ToString())) + string.Join(' ', run.Epochs.SelectMany(
                record => record.UpdateAngles.Concat(record.FeedbackAngles)).Select(angle => angle.Degrees.ToString("R", null)));

    /// <summary>A network, an optimiser and rules that belong together.</summary>
    private sealed class Experiment
    {
        private readonly RandomStream _stream;

        public Experiment(int[] sizes, string seed = "seed")
        {
            _stream = RandomStream.From($"trainer/{seed}");
            Network = new MultilayerPerceptron(sizes, Activation.Relu, Initialiser.HeUniform, _stream.Child("weights"));
            Optimiser = new StochasticGradientDescent(Network);
        }

        public MultilayerPerceptron Network { get; }

        public StochasticGradientDescent Optimiser { get; }

        public CancellationToken Cancellation { get; init; }

        public LearningRule Rule(string name) => name switch
        {
            "fa" => new FeedbackAlignment(
                Network, OutputLoss.SoftmaxCrossEntropy, FeedbackInitialiser.HeUniform, _stream.Child("feedback")),
            "dfa" => new DirectFeedbackAlignment(
                Network, OutputLoss.SoftmaxCrossEntropy, FeedbackInitialiser.HeUniform, _stream.Child("feedback")),
            _ => new Backpropagation(Network, OutputLoss.SoftmaxCrossEntropy),
        };

        public TrainingRun Train(TrainingSettings settings, IProgress<TrainingProgress>? progress = null, LearningRule? rule = null) =>
            new Trainer(settings).Train(
                rule ?? Rule("dfa"), Optimiser, Data, _stream.Child("training"), Rule("bp"), progress, Cancellation);
    }

    private sealed class Listener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    /// <summary>Learns nothing and remembers which examples it was shown while training.</summary>
    private sealed class CountingRule(MultilayerPerceptron network) : LearningRule(network, OutputLoss.SoftmaxCrossEntropy)
    {
        public int Batches { get; private set; }

        public List<int> Epochs { get; } = [];

        public List<string> Seen { get; } = [];

        public override string Name => "counting";

        public override void BeginEpoch(int epoch) => Epochs.Add(epoch);

        public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
        {
            if (receiver is UpdateRecorder) return default;
            Batches++;
            Seen.AddRange(Enumerable.Range(0, batch.Count).Select(i => string.Join(' ', batch.Inputs.Column(i).Take(4))));
            return default;
        }
    }
}
