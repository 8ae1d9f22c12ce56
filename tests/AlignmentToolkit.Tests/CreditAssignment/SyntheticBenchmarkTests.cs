using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>Acceptance checks 18 and 19 of the forward-learning page, section 5: 100-100-10, η = 0.05, μ = 0.9, B = 64, drops ×0.1 at 12 and 18, 20 epochs.</summary>
public class SyntheticBenchmarkTests(ITestOutputHelper output)
{
    [Fact]
    public void Smoke()
    {
        foreach (string rule in new[] { "linear", "shallow", "bp", "fa", "dfa" })
        {
            TrainingRun run = Train(rule, 0);
            foreach (EpochRecord r in run.Epochs.Where(r => r.Epoch is 0 or 1 or 5 or 20))
                output.WriteLine($"{rule} {r.Epoch} loss {r.TrainingLoss:F4} train {r.TrainingAccuracy:F4} test {r.TestAccuracy:F4} {string.Join(' ', r.FeedbackAngles)} {string.Join(' ', r.UpdateAngles)} {run.SecondsPerEpoch.Sum():F2}s");
        }
    }

    private static TrainingRun Train(string name, int seed)
    {
        RandomStream stream = RandomStream.From($"synthetic-benchmark/seed-{seed}");
        TrainingData data = SignSymmetricMixture.Benchmark(stream.Child("data"));
        MultilayerPerceptron network = new(name == "linear" ? [100, 10] : [100, 100, 10], Activation.Relu, Initialiser.HeUniform, stream.Child("weights"));
        OutputLoss loss = OutputLoss.SoftmaxCrossEntropy;
        LearningRule rule = name switch
        {
            "fa" => new FeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream.Child("feedback")),
            "dfa" => new DirectFeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream.Child("feedback")),
            "shallow" => new ShallowLearning(network, loss),
            _ => new Backpropagation(network, loss),
        };
        Trainer trainer = new(new TrainingSettings { Epochs = 20, LearningRate = LearningRateSchedule.Drops(0.05, 0.1, 12, 18) });
        return trainer.Train(rule, new StochasticGradientDescent(network), data, stream.Child("training"), new Backpropagation(network, loss));
    }
}
