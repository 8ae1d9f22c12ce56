using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Photonic;
using AlignmentToolkit.Privacy.Training;
using AlignmentToolkit.Tests.Privacy.Training;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Photonic;

public class PhotonicMechanismTests
{
    private static readonly int[] Sizes = [9, 6, 5, 4];

    // Check 15: without noise and with infinite thresholds nothing is left of it but direct feedback alignment.
    [Fact]
    public void Without_noise_and_bounds_it_is_direct_feedback_alignment_bit_for_bit()
    {
        TrainingData data = SignSymmetricMixture.Benchmark(RandomStream.From("photonic/data"), training: 300, test: 50);
        int[] sizes = [100, 30, 20, 10];
        PhotonicMechanism mechanism = new();
        DenseProjection feedback = new(RandomStream.From("B").NormalMatrix(30, 10));
        MultilayerPerceptron photonic = mechanism.NewNetwork(sizes, Activation.Tanh, Initialiser.XavierUniform, RandomStream.From("w"));
        MultilayerPerceptron plain = new(sizes, Activation.Tanh, Initialiser.XavierUniform, RandomStream.From("w"));
        Train(mechanism.NewRule(photonic, feedback, RandomStream.From("noise")));
        Train(DirectFeedbackAlignment.Shared(plain, OutputLoss.SoftmaxCrossEntropy, feedback));
        for (int layer = 0; layer < 3; layer++)
            Assert.Equal(plain.Weights[layer].AsColumnMajorArray(), photonic.Weights[layer].AsColumnMajorArray());

        void Train(LearningRule rule) => new Trainer(new TrainingSettings { Epochs = 2, BatchSize = 32 }).Train(
            rule, new StochasticGradientDescent(rule.Network), data, RandomStream.From("order"),
            cancellation: TestContext.Current.CancellationToken);
    }

    // Identity units have slope 1, so what a layer learns from is the noisy signal itself.
    [Fact]
    public void The_error_is_clipped_before_noise_is_added_and_one_noisy_signal_serves_all_layers()
    {
        const int Examples = 20_000;
        (LearningRule rule, MiniBatch batch) = NewRule(new PhotonicMechanism { FeedbackBound = 0.3f, FeedbackNoise = 0.5f }, Examples);
        Matrix<float>[] deltas = Factors(rule, batch);
        (LearningRule silent, _) = NewRule(new PhotonicMechanism { FeedbackBound = 0.3f }, Examples);
        Matrix<float>[] signals = Factors(silent, batch);
        Assert.All(signals[0].EnumerateColumns(), signal => Assert.True(signal.L2Norm() <= 0.3f * (1 + 1e-6)));
        Assert.Contains(signals[0].EnumerateColumns(), signal => signal.L2Norm() > 0.3f * (1 - 1e-6));
        Assert.Equal(deltas[0].SubMatrix(0, 5, 0, Examples), deltas[1]);

        // The variance of n normal numbers is found to σ²√(2/n), their mean to σ/√n: five of each.
        float[] noise = (deltas[0] - signals[0]).AsColumnMajorArray();
        double mean = noise.Average(g => (double)g), square = noise.Average(g => (double)g * g);
        Assert.Equal(0, mean, 5 * 0.5 / Math.Sqrt(noise.Length));
        Assert.Equal(0.25, square, 5 * 0.25 * Math.Sqrt(2.0 / noise.Length));
        Assert.Equal(signals[2], deltas[2]);
    }

    [Fact]
    public void Noise_is_the_same_within_a_step_and_fresh_in_the_next()
    {
        (LearningRule rule, MiniBatch batch) = NewRule(new PhotonicMechanism { FeedbackNoise = 1, OutputNoise = 1 }, 3);
        Matrix<float>[] first = Factors(rule, batch), again = Factors(rule, batch);
        Assert.Equal(first, again);
        rule.EndStep(batch);
        Matrix<float>[] next = Factors(rule, batch);
        for (int layer = 0; layer < 3; layer++)
            Assert.All(first[layer].Enumerate().Zip(next[layer].Enumerate()), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void The_last_layer_gets_noise_of_its_own()
    {
        const int Examples = 20_000;
        (LearningRule rule, MiniBatch batch) = NewRule(new PhotonicMechanism { OutputNoise = 0.8f }, Examples);
        (LearningRule silent, _) = NewRule(new PhotonicMechanism(), Examples);
        Matrix<float>[] noisy = Factors(rule, batch), signals = Factors(silent, batch);
        Assert.Equal(signals[0], noisy[0]);
        Assert.Equal(signals[1], noisy[1]);
        float[] noise = (noisy[2] - signals[2]).AsColumnMajorArray();
        Assert.Equal(0.64, noise.Average(g => (double)g * g), 5 * 0.64 * Math.Sqrt(2.0 / noise.Length));
        Assert.Equal(0, noise.Average(g => (double)g), 5 * 0.8 / Math.Sqrt(noise.Length));
    }

    [Fact]
    public void Ternary_errors_are_projected_where_a_threshold_is_given()
    {
        (LearningRule rule, MiniBatch batch) = NewRule(new PhotonicMechanism { TernaryThreshold = 0.2f }, 10);
        Matrix<float>[] deltas = Factors(rule, batch);
        Matrix<float> feedback = Feedback().Matrix, ternary = deltas[2].Map(e => e > 0.2f ? 1f : e < -0.2f ? -1f : 0);
        Matrix<float> expected = feedback * ternary;
        Assert.All(expected.Enumerate().Zip(deltas[0].Enumerate()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Activations_are_bounded_in_training_and_in_prediction()
    {
        PhotonicMechanism mechanism = new() { ActivationCeiling = 0.5f, ActivationOffset = 0.1f };
        (LearningRule rule, MiniBatch batch) = NewRule(mechanism, 10);
        ForwardPass pass = new(rule.Network, 10);
        rule.Network.Forward(batch.Inputs, pass);
        Assert.All(pass.Activations(0).EnumerateColumns(), h => Assert.True(h.L2Norm() <= 0.5 * (1 + 1e-6)));
        Assert.Equal(pass.Logits, rule.Score(batch.Inputs));
        MultilayerPerceptron unbounded = new(Sizes, Activation.Identity, Initialiser.HeUniform, RandomStream.From("w"));
        Assert.Throws<ArgumentException>("network", () => mechanism.NewRule(unbounded, Feedback(), RandomStream.From("n")));
        PhotonicMechanism plain = new();
        Assert.Throws<ArgumentException>("network", () => plain.NewRule(rule.Network, Feedback(), RandomStream.From("n")));
    }

    [Fact]
    public void Its_contributions_can_be_clipped_like_those_of_any_rule()
    {
        (LearningRule rule, MiniBatch batch) = NewRule(
            new PhotonicMechanism { ActivationCeiling = 1, FeedbackBound = 1, FeedbackNoise = 0.1f, OutputNoise = 0.1f }, 4);
        ClippedGradient gradient = new(rule, 0.01, 4);
        gradient.Begin(NoiseSource.Seeded(RandomStream.From("silence")), 0);
        gradient.Add(batch, 4);
        Assert.Equal(4, gradient.Clipped);
        Assert.InRange(ExampleGradients.Length(ExampleGradients.Of(gradient, rule)), 1e-4, 0.04);
    }

    private static DenseProjection Feedback() => new(RandomStream.From("B").NormalMatrix(6, 4));

    private static (LearningRule Rule, MiniBatch Batch) NewRule(PhotonicMechanism mechanism, int examples)
    {
        MultilayerPerceptron network = mechanism.NewNetwork(Sizes, Activation.Identity, Initialiser.HeUniform, RandomStream.From("w"));
        return (mechanism.NewRule(network, Feedback(), RandomStream.From("noise")), ExampleGradients.Batch(9, 4, examples, "photonic"));
    }

    private static Matrix<float>[] Factors(LearningRule rule, MiniBatch batch)
    {
        Recorder recorder = new();
        rule.Learn(batch, recorder);
        return [.. recorder.Factors];
    }

    private sealed class Recorder : IUpdateReceiver
    {
        public List<Matrix<float>> Factors { get; } = [];

        public void Receive(int layer, in LayerUpdate update) => Factors.Add(update.Postsynaptic.Clone());
    }
}
