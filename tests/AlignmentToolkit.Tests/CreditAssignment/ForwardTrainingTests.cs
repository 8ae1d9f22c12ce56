using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>All rules with an output layer in the trainer. Forward-Forward, which has none, has tests of its own.</summary>
public class ForwardTrainingTests
{
    private static readonly TrainingData Data = SignSymmetricMixture.Benchmark(RandomStream.From("forward/data"), training: 500, test: 100);

    public static TheoryData<string> Rules => [.. LearningRules.All.Select(rule => rule.Name).Where(name => name != "ff")];

    [Theory, MemberData(nameof(Rules))]
    public void The_same_seed_gives_the_same_weights_at_any_number_of_threads(string rule)
    {
        int threads = Parallelism.Threads;
        try
        {
            List<float[]> weights = [];
            foreach (int count in new[] { 1, 2, 3 })
            {
                Parallelism.Threads = count;
                weights.Add(Train(rule, compared: false));
            }

            Assert.Equal(weights[0], weights[1]);
            Assert.Equal(weights[0], weights[2]);
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Theory, MemberData(nameof(Rules))]
    public void Comparing_with_a_reference_rule_does_not_disturb_training(string rule) =>
        Assert.Equal(Train(rule, compared: false), Train(rule, compared: true));

    [Theory, MemberData(nameof(Rules))]
    public void Training_allocates_nothing_once_its_memory_is_there(string name)
    {
        foreach (ActivationNormalisation? normalisation in new[] { null, ActivationNormalisation.PerExampleLength })
        {
            (LearningRule rule, Optimiser optimiser) = Make(name, normalisation);
            TrainingSettings settings = new() { Dropout = 0.1f, KeepIncompleteBatch = true };
            EpochLoop loop = new(rule, optimiser, Data.Training, settings, RandomStream.From("loop"));

            // Epoch 2 is the first in which a rule that mirrors beforehand does both.
            Assert.Equal(0, Allocations.PerCall(() => loop.Run(2, null, CancellationToken.None, out _)));
        }
    }

    [Fact]
    public void Epochs_of_pre_mirroring_change_the_projection_but_no_weight_and_take_nothing_from_the_schedule()
    {
        (LearningRule rule, Optimiser optimiser) = Make("pepita-mirror");
        Matrix<float>[] before = [.. rule.Network.Weights.Select(w => w.Clone())];
        Matrix<float> projection = ((Pepita)rule).Projection.Matrix!.Clone();
        TrainingRun run = NewTrainer(2).Train(rule, optimiser, Data, RandomStream.From("pre"), cancellation: Token);
        Assert.Equal(before, rule.Network.Weights);
        Assert.NotEqual(projection, ((Pepita)rule).Projection.Matrix!);
        Assert.Equal([null, null, null], run.Epochs.Select(record => record.TrainingLoss));

        (rule, optimiser) = Make("pepita-mirror");
        run = NewTrainer(5).Train(rule, optimiser, Data, RandomStream.From("pre"), cancellation: Token);
        Assert.Equal([null, null, null, 0.01, 0.01, 0.001], run.Epochs.Select(record => record.LearningRate));
        Assert.NotEqual(before[0], rule.Network.Weights[0]);
    }

    [Fact]
    public void The_time_local_form_uses_the_masks_that_it_is_told_to()
    {
        MiniBatch batch = new(Data.Training.InputSize, 10, 20);
        batch.Gather(Data.Training, Enumerable.Range(0, 20).ToArray());
        foreach (bool redraw in new[] { false, true })
        {
            MultilayerPerceptron network = NewNetwork(null);
            TimeLocalPepita rule = new(network, OutputLoss.SoftmaxCrossEntropy, Projection(), redraw);
            batch.Masks = new DropoutMasks(network, 20, 0.5f, RandomStream.From("time-local/masks"));
            batch.Masks.Draw();
            Matrix<float> before = batch.Masks[0].Clone();
            rule.Learn(batch, new UpdateRecorder(network));
            Assert.Equal(redraw, !before.Equals(batch.Masks[0]));
        }
    }

    // Pitfall 11: deep PEPITA diverges at a rate that suits other rules; the run has to say so.
    [Fact]
    public void A_run_that_diverges_says_so()
    {
        (LearningRule rule, Optimiser optimiser) = Make("pepita");
        TrainingRun run = NewTrainer(60, rate: 1e10).Train(rule, optimiser, Data, RandomStream.From("diverging"), cancellation: Token);
        Assert.Equal(TrainingOutcome.Diverged, run.Outcome);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Trainer NewTrainer(int epochs, double rate = 0.01) =>
        new(new TrainingSettings
        {
            Epochs = epochs,
            Dropout = 0.1f,
            LearningRate = LearningRateSchedule.Drops(rate, 0.1, 2),
            ProbeExamples = 50,
        });

    private static MultilayerPerceptron NewNetwork(ActivationNormalisation? normalisation) =>
        new([100, 70, 30, 10], Activation.Relu, Initialiser.HeUniform, RandomStream.From("forward/weights"))
        {
            Normalisation = normalisation,
        };

    private static DenseProjection Projection() =>
        new(ProjectionInitialiser.HeUniform().Draw(100, 10, RandomStream.From("forward/projection")));

    private static (LearningRule Rule, Optimiser Optimiser) Make(string name, ActivationNormalisation? normalisation = null)
    {
        RuleDescription description = LearningRules.Find(name);
        MultilayerPerceptron network = description.NewNetwork(
            100, [70, 30], 10, Activation.Relu, Initialiser.HeUniform, RandomStream.From("forward/weights"), normalisation);
        LearningRule rule = description.Create(network, OutputLoss.SoftmaxCrossEntropy, RandomStream.From("forward/feedback"));
        return (rule, new StochasticGradientDescent(network));
    }

    private static float[] Train(string name, bool compared)
    {
        (LearningRule rule, Optimiser optimiser) = Make(name);
        LearningRule? reference = compared ? new Backpropagation(rule.Network, OutputLoss.SoftmaxCrossEntropy) : null;
        NewTrainer(4).Train(rule, optimiser, Data, RandomStream.From("forward/training"), reference, cancellation: Token);
        return [.. rule.Network.Weights.SelectMany(w => w.ToColumnMajorArray())];
    }
}
