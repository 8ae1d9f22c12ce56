using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>The rule in the hands of the trainer.</summary>
public class ForwardForwardTests
{
    private static readonly TrainingData Data = SignSymmetricMixture.Benchmark(
        RandomStream.From("goodness/data"), training: 500, test: 100);

    // Everything at once: hard negatives, head, peers.
    private static readonly ForwardForwardOptions Hard = ForwardForwardPresets.SyntheticBenchmark with
    {
        Negatives = NegativeData.HardLabel,
        Peers = new PeerNormalisation(),
    };

    public static TheoryData<string> Presets => ["hard", "hinton", "peers", "one after another", "unsupervised", "images"];

    [Theory, MemberData(nameof(Presets))]
    public void The_same_seed_gives_the_same_weights_at_any_number_of_threads(string preset)
    {
        int threads = Parallelism.Threads;
        try
        {
            List<(ForwardForward Rule, TrainingRun Run)> runs = [];
            foreach (int count in new[] { 1, 3 })
            {
                Parallelism.Threads = count;
                runs.Add(Train(Options(preset), epochs: 2));
            }

            Assert.Equal(Measured(runs[0].Run), Measured(runs[1].Run));
            Assert.All(runs[0].Rule.Network.Weights.Zip(runs[1].Rule.Network.Weights), pair => Assert.Equal(pair.First, pair.Second));
            Assert.All(runs[0].Rule.Network.Biases.Zip(runs[1].Rule.Network.Biases), pair => Assert.Equal(pair.First, pair.Second));
            Assert.Equal(runs[0].Rule.HeadWeights, runs[1].Rule.HeadWeights);
        }
        finally
        {
            Parallelism.Threads = threads;
        }

        static IEnumerable<(double, double?)> Measured(TrainingRun run) => run.Epochs.Select(e => (e.TestAccuracy, e.TrainingLoss));
    }

    [Theory, MemberData(nameof(Presets))]
    public void Training_allocates_nothing_once_its_memory_is_there(string preset)
    {
        ForwardForward rule = Rule(Options(preset));
        EpochLoop loop = new(
            rule, new Adam(rule.Network), Data.Training, new TrainingSettings { KeepIncompleteBatch = true }, RandomStream.From("loop"));
        Assert.Equal(0, Allocations.PerCall(() => loop.Run(0, null, CancellationToken.None, out _)));
        Matrix<float> inputs = Data.Test.Inputs;
        Assert.Equal(0, Allocations.PerCall(() => rule.Score(inputs)));
    }

    // A probe between steps, as the trainer makes it after each epoch, must not show in what is learned.
    [Theory, InlineData("hard"), InlineData("peers"), InlineData("unsupervised")]
    public void Recording_updates_between_steps_changes_nothing(string preset)
    {
        ForwardForward plain = Rule(Options(preset)), probed = Rule(Options(preset));
        MiniBatch other = Batch(64, 32);
        Steps(plain, () => { });
        Steps(probed, () => probed.Learn(other, new UpdateRecorder(probed.Network)));
        Assert.All(plain.Network.Weights.Zip(probed.Network.Weights), pair => Assert.Equal(pair.First, pair.Second));
        Assert.Equal(plain.HeadWeights, probed.HeadWeights);

        static void Steps(ForwardForward rule, Action between)
        {
            Adam optimiser = new(rule.Network) { LearningRate = 0.01f };
            for (int step = 0; step < 4; step++)
            {
                MiniBatch batch = Batch(step * 16, 16);
                between();
                rule.Learn(batch, optimiser);
                rule.EndStep(batch);
            }
        }
    }

    [Fact]
    public void Negatives_differ_from_step_to_step_and_repeat_within_one()
    {
        ForwardForward rule = Rule(ForwardForwardPresets.SyntheticBenchmark);
        MiniBatch batch = Batch(0, 32);
        GradientReceiver first = new(), again = new(), next = new();
        rule.Learn(batch, first);
        rule.Learn(batch, again);
        rule.EndStep(batch);
        rule.Learn(batch, next);
        Assert.Equal(first.Gradients[0].Weights, again.Gradients[0].Weights);
        Assert.NotEqual(first.Gradients[0].Weights, next.Gradients[0].Weights);
    }

    // Without the penalty the same rule draws the same negatives, so the difference of the losses is B times the penalty of all layers:
    // after one observation r₁ = ½·r₀ + ½·(mean of h), after two, weights unchanged, r₂ = ½·r₁ + ½·(mean of h).
    [Fact]
    public void Running_means_move_on_with_the_step_only()
    {
        ForwardForwardOptions options = new() { Peers = new PeerNormalisation { Weight = 5, Momentum = 0.5f, Start = 0.1f } };
        SmallCase small = new(options), plain = new(options with { Peers = null });
        double first = 0, second = 0;
        for (int layer = 0; layer < 3; layer++)
        {
            double[][] h = [.. small.InputsOf(layer, small.Batch.Labels).Select(z => small.Reference.Activities(layer, z))];
            double[] once = small.Reference.Means(h);
            first += Penalty(once);
            second += Penalty([.. once.Select((r, j) => 0.5 * r + 0.5 * h.Average(activities => activities[j]))]);
        }

        // Sums of squares of numbers below 4 in single precision; the two penalties differ by far more.
        Assert.True(Math.Abs(first - second) > 0.1);
        Assert.Equal(first, Loss(small) - Loss(plain), 1e-4);
        Assert.Equal(first, Loss(small) - Loss(plain), 1e-4);
        small.Rule.EndStep(small.Batch);
        plain.Rule.EndStep(plain.Batch);
        Assert.Equal(second, Loss(small) - Loss(plain), 1e-4);

        static double Loss(SmallCase one) => one.Rule.Learn(one.Batch, new UpdateRecorder(one.Network)).Loss;

        static double Penalty(double[] means) => 5 * 5 * means.Average(r => Math.Pow(r - means.Average(), 2));
    }

    [Fact]
    public void One_after_another_trains_one_layer_at_a_time()
    {
        ForwardForward rule = Rule(ForwardForwardPresets.SyntheticBenchmark with { Schedule = LayerSchedule.OneAfterAnother(2) });
        MiniBatch batch = Batch(0, 32);
        int[][] learned = [.. Enumerable.Range(0, 6).Select(epoch =>
        {
            GradientReceiver receiver = new();
            rule.BeginEpoch(epoch);
            rule.Learn(batch, receiver);
            return receiver.Gradients.Keys.Order().ToArray();
        })];
        Assert.Equal([[0], [0], [1], [1], [1], [1]], learned);
    }

    [Fact]
    public void Data_of_another_size_a_reference_rule_and_dropout_are_refused()
    {
        ForwardForward rule = Rule(ForwardForwardPresets.SyntheticBenchmark with { Embedding = LabelEmbedding.Overwrite }, inputs: 90);
        Assert.Contains("for 90 inputs and 10 classes", Refusal(rule, null, new TrainingSettings()), StringComparison.Ordinal);
        rule = Rule(ForwardForwardPresets.SyntheticBenchmark);
        Backpropagation reference = new(rule.Network, OutputLoss.SoftmaxCrossEntropy);
        Assert.Contains("FF and BP cannot be compared", Refusal(rule, reference, new TrainingSettings()), StringComparison.Ordinal);
        Assert.Contains("no dropout", Refusal(rule, null, new TrainingSettings { Dropout = 0.1f }), StringComparison.Ordinal);

        static string Refusal(ForwardForward rule, LearningRule? reference, TrainingSettings settings) => Assert.Throws<ArgumentException>(
            () => new Trainer(settings).Train(rule, new Adam(rule.Network), Data, RandomStream.From("refused"), reference)).Message;
    }

    [Fact]
    public void Options_and_networks_that_do_not_fit_are_refused_by_name()
    {
        ForwardForwardOptions plain = new();
        Assert.Equal("Threshold", Refused(plain with { Threshold = 0 }));
        Assert.Equal("LabelValue", Refused(plain with { LabelValue = float.NaN }));
        Assert.Equal("Head", Refused(plain with { Prediction = GoodnessPrediction.OnePass }));
        Assert.Equal("Head", Refused(plain with { Negatives = NegativeData.HardLabel }));
        Assert.Equal("Hybrids", Refused(plain with { Negatives = NegativeData.HybridImage }));
        Assert.Equal("Embedding", Refused(plain with { Negatives = NegativeData.HybridImage, Hybrids = new HybridImages(10, 10) }));
        Assert.Equal("Momentum", Refused(plain with { Peers = new PeerNormalisation { Momentum = 1 } }));
        Assert.Equal("network", Refused(ForwardForwardPresets.Unsupervised(9, 10)));

        RandomStream stream = RandomStream.From("goodness/refused");
        MultilayerPerceptron tanh = new([100, 20], Activation.Tanh, Initialiser.HeNormal, stream, withBiases: true);
        MultilayerPerceptron bare = new([100, 20], Activation.Relu, Initialiser.HeNormal, stream);
        MultilayerPerceptron narrow = new([10, 20], Activation.Relu, Initialiser.HeNormal, stream, withBiases: true);
        foreach (MultilayerPerceptron network in new[] { tanh, bare, narrow })
            Assert.Equal("network", Assert.Throws<ArgumentException>(() => new ForwardForward(network, 10, plain, stream)).ParamName);

        static string? Refused(ForwardForwardOptions options) => Assert.ThrowsAny<ArgumentException>(() => Rule(options)).ParamName;
    }

    [Fact]
    public void The_catalogue_makes_network_and_rule()
    {
        RuleDescription description = LearningRules.Find("ff");
        RandomStream stream = RandomStream.From("goodness/catalogue");
        MultilayerPerceptron network = description.NewNetwork(100, [30, 20], 10, Activation.Relu, Initialiser.HeUniform, stream);
        Assert.Equal("100-30-20", network.ToString());
        LearningRule rule = description.Create(network, OutputLoss.SoftmaxCrossEntropy, stream, 10);
        Assert.Equal((100, 10, false), (rule.InputSize, rule.ClassCount, rule.HasOutputLayer));
        Assert.Equal("classCount", Assert.Throws<ArgumentException>(
            () => LearningRules.Create("ff", network, OutputLoss.SoftmaxCrossEntropy, stream)).ParamName);
        Assert.Equal("activation", Assert.Throws<ArgumentException>(
            () => description.NewNetwork(100, [30], 10, Activation.Tanh, Initialiser.HeUniform, stream)).ParamName);
        Assert.Equal("normalisation", Assert.Throws<ArgumentException>(() => description.NewNetwork(
            100, [30], 10, Activation.Relu, Initialiser.HeUniform, stream, ActivationNormalisation.WholeBatch)).ParamName);
        Assert.Equal("hiddenSizes", Assert.Throws<ArgumentException>(
            () => description.NewNetwork(100, [], 10, Activation.Relu, Initialiser.HeUniform, stream)).ParamName);
    }

    private static ForwardForwardOptions Options(string preset) => preset switch
    {
        "hard" => Hard,
        "hinton" => ForwardForwardPresets.HardNegatives,
        "peers" => ForwardForwardPresets.PeerNormalised,
        "one after another" => ForwardForwardPresets.OneLayerAfterAnother with { Schedule = LayerSchedule.OneAfterAnother(1) },
        "images" => ForwardForwardPresets.ImagesHardNegatives,
        _ => ForwardForwardPresets.Unsupervised(10, 10),
    };

    private static ForwardForward Rule(ForwardForwardOptions options, int inputs = 100)
    {
        RandomStream stream = RandomStream.From("goodness/rule");
        MultilayerPerceptron network = ForwardForward.NewNetwork(
            inputs, [70, 30], 10, options, Initialiser.FanInNormal, stream.Child("weights"));
        return new ForwardForward(network, 10, options, stream.Child("rule"));
    }

    private static (ForwardForward Rule, TrainingRun Run) Train(ForwardForwardOptions options, int epochs)
    {
        ForwardForward rule = Rule(options);
        TrainingRun run = new Trainer(new TrainingSettings { Epochs = epochs, LearningRate = 0.01 }).Train(
            rule, new Adam(rule.Network), Data, RandomStream.From("goodness/training"));
        return (rule, run);
    }

    private static MiniBatch Batch(int start, int count)
    {
        MiniBatch batch = new(Data.Training.InputSize, Data.Training.ClassCount, count);
        batch.Gather(Data.Training, [.. Enumerable.Range(start, count)]);
        return batch;
    }
}
