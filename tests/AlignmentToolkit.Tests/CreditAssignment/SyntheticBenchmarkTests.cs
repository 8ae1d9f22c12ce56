using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>
/// Acceptance checks 18 and 19 on the benchmark of section 5: 100-100-10, η = 0.05, μ = 0.9, B = 64, 20 epochs, drops ×0.1 at 12 and 18.
/// </summary>
public class SyntheticBenchmarkTests
{
    [Theory]
    [InlineData("BP", 0.995, 1)]
    [InlineData("FA", 0.995, 1)]
    [InlineData("DFA", 0.995, 1)]
    [InlineData("shallow", 0.48, 0.75)]
    [InlineData("linear", 0, 0.35)]
    public void Check_18_final_accuracies_lie_in_the_bands_of_the_page(string rule, double least, double most)
    {
        for (int seed = 0; seed < 2; seed++)
            Assert.InRange(Train(rule, seed).Run.Last.TestAccuracy, least, most);
    }

    [Theory, InlineData("FA"), InlineData("DFA")]
    public void Check_19_weights_and_updates_turn_towards_the_feedback(string rule)
    {
        for (int seed = 0; seed < 2; seed++)
        {
            IReadOnlyList<EpochRecord> epochs = Train(rule, seed).Run.Epochs;
            Assert.InRange(epochs[0].FeedbackAngles[0].Degrees, 84, 96);
            Assert.InRange(epochs[1].FeedbackAngles[0].Degrees, 0, 66);
            Assert.InRange(epochs[5].FeedbackAngles[0].Degrees, 0, 63);

            // The page's table for G₁: 58.3 to 59.9 with a spread of up to 2.7 after one epoch, 55.5 to 57.0 with up to 3.3 after five;
            // three spreads.
            Assert.InRange(epochs[1].UpdateAngles[0].Degrees, 50, 68);
            Assert.InRange(epochs[5].UpdateAngles[0].Degrees, 45, 67);
            Assert.All(epochs, epoch => Assert.Equal(0, epoch.UpdateAngles[1].Degrees, 0.01));
        }
    }

    // W₂ᵀ has 1000 entries, so its angle to an unrelated matrix has a standard deviation of about 1/√1000 rad = 1.8°.
    [Theory, InlineData("BP"), InlineData("shallow")]
    public void Check_19_without_feedback_the_angle_to_a_random_matrix_stays_at_90(string rule)
    {
        Matrix<float> unrelated = FeedbackInitialiser.HeUniform.Draw(100, 10, RandomStream.From("synthetic-benchmark/unrelated"));
        Assert.InRange(VectorAngle.InDegrees<float>(Train(rule, 0).Network.Weights[1].Transpose().Values(), unrelated.Values()), 84, 96);
    }

    [Fact]
    public void Samples_follow_the_definition_of_the_mixture()
    {
        SignSymmetricMixture mixture = new(RandomStream.From("mixture"), inputSize: 50, classCount: 4, noise: 0.5f);
        LabelledExamples examples = mixture.Draw(20_000, RandomStream.From("mixture/draw"));

        // Each class has probability ¼: five standard errors of a binomial share.
        for (int c = 0; c < 4; c++)
            Assert.Equal(0.25, examples.Labels.Count(label => label == c) / 20_000.0, 5 * Math.Sqrt(0.25 * 0.75 / 20_000));

        // √(1 + σ²)·x − s·p_c = σξ: what is left after taking the nearer of ±p_c away has variance σ², over 10⁶ numbers to five standard
        // errors.
        double squares = 0, signs = 0;
        for (int example = 0; example < examples.Count; example++)
        {
            Vector<float> x = examples.Inputs.Column(example) * MathF.Sqrt(1.25f), p = mixture.Prototypes.Column(examples.Labels[example]);
            float sign = MathF.Sign(x * p);
            signs += sign;
            squares += Math.Pow((x - sign * p).L2Norm(), 2);
        }

        Assert.Equal(0.25, squares / 1e6, 5 * 0.25 * Math.Sqrt(2 / 1e6));
        Assert.Equal(0, signs / 20_000, 5 / Math.Sqrt(20_000));
    }

    private static (MultilayerPerceptron Network, TrainingRun Run) Train(string name, int seed)
    {
        RandomStream stream = RandomStream.From($"synthetic-benchmark/seed-{seed}");
        TrainingData data = SignSymmetricMixture.Benchmark(stream.Child("data"));
        MultilayerPerceptron network = new(
            name == "linear" ? [100, 10] : [100, 100, 10], Activation.Relu, Initialiser.HeUniform, stream.Child("weights"));
        OutputLoss loss = OutputLoss.SoftmaxCrossEntropy;
        LearningRule rule = name switch
        {
            "FA" => new FeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream.Child("feedback")),
            "DFA" => new DirectFeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream.Child("direct-feedback")),
            "shallow" => new ShallowLearning(network, loss),
            _ => new Backpropagation(network, loss),
        };
        Trainer trainer = new(new TrainingSettings { Epochs = 20, LearningRate = LearningRateSchedule.Drops(0.05, 0.1, 12, 18) });
        TrainingRun run = trainer.Train(
            rule, new StochasticGradientDescent(network), data, stream.Child("training"), new Backpropagation(network, loss), null,
            TestContext.Current.CancellationToken);
        return (network, run);
    }
}
