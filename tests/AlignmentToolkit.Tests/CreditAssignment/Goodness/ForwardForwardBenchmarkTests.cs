using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>Acceptance check 22 on the benchmark of section 5: the label prepended, 110-200-200, Adam, mini-batches of 64.</summary>
public class ForwardForwardBenchmarkTests
{
    [Fact]
    public void Check_22_goodness_and_one_pass_predict_after_five_epochs()
    {
        (ForwardForward rule, TrainingData data, TrainingRun run) = Train(
            ForwardForwardPresets.SyntheticBenchmark, Initialiser.FanInNormal, rate: 0.001, epochs: 5);
        Assert.InRange(run.Epochs[0].TestAccuracy, 0, 0.2);
        Assert.InRange(run.Last.TestAccuracy, 0.99, 1);
        Assert.InRange(Accuracy(rule.ScoreInOnePass, data.Test), 0.98, 1);
    }

    // With unit length the goodness starts far below θ = 2: hardly anything is learned for 5 to 10 epochs, then everything.
    [Fact]
    public void Unit_length_and_a_high_threshold_delay_learning()
    {
        ForwardForwardOptions options = ForwardForwardPresets.SyntheticBenchmark with
        {
            Normalisation = InputNormalisation.PerExampleLength,
            Threshold = 2,
            Head = null,
        };
        TrainingRun run = Train(options, Initialiser.FanInUniform, rate: 0.003, epochs: 20).Run;
        Assert.InRange(run.Epochs[5].TestAccuracy, 0, 0.2);
        Assert.InRange(run.Epochs[20].TestAccuracy, 0.99, 1);
    }

    private static (ForwardForward Rule, TrainingData Data, TrainingRun Run) Train(
        ForwardForwardOptions options, Initialiser initialiser, double rate, int epochs)
    {
        RandomStream stream = RandomStream.From("goodness/synthetic-benchmark");
        TrainingData data = SignSymmetricMixture.Benchmark(stream.Child("data"));
        MultilayerPerceptron network = ForwardForward.NewNetwork(100, [200, 200], 10, options, initialiser, stream.Child("weights"));
        ForwardForward rule = new(network, 10, options, stream.Child("rule"));
        TrainingRun run = new Trainer(new TrainingSettings { Epochs = epochs, LearningRate = rate }).Train(
            rule, new Adam(network), data, stream.Child("training"), cancellation: TestContext.Current.CancellationToken);
        return (rule, data, run);
    }

    private static double Accuracy(Func<Matrix<float>, Matrix<float>> score, LabelledExamples examples)
    {
        Matrix<float> scores = score(examples.Inputs);
        int[] predictions = new int[examples.Count];
        scores.ArgMaxOfColumnsInto(predictions);
        return predictions.Zip(examples.Labels).Count(pair => pair.First == pair.Second) / (double)examples.Count;
    }
}
