using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>
/// Laws of the rules on random small networks of multiples of ½, where ReLU and squared error are exact in single precision.
/// </summary>
/// <remarks>
/// Weights, feedback, inputs and targets are in {−1, −½, 0, ½, 1}, sizes at most 4, at most 3 layers and 3 examples. The largest number
/// formed is below 2¹³ with 7 binary places: 20 bits, and a float holds 24. So the order of summation does not matter and the
/// library must equal the double-precision reference without any difference.
/// </remarks>
public class ErrorFeedbackRuleTests
{
    private static readonly Gen<int[]> Shapes = Gen.Int[1, 4].Array[2, 4];

    [Theory, InlineData("BP"), InlineData("FA"), InlineData("DFA")]
    public void Every_rule_is_its_reference_exactly(string rule) =>
        Gen.Select(Shapes, Gen.Int[1, 3], Gen.Int[0, 10_000]).Sample((sizes, count, seed) =>
        {
            Case drawn = new(sizes, count, seed);
            ReferenceRules reference = new(drawn.Weights, a => Math.Max(a, 0), a => a > 0 ? 1 : 0) { SquaredError = true };
            double[][,] expected = NetworkBuilder.SumOverExamples(drawn.Inputs, drawn.Targets, (x, t) => rule switch
            {
                "FA" => reference.FeedbackAlignment(x, t, drawn.Feedback),
                "DFA" => reference.DirectFeedbackAlignment(x, t, drawn.DirectFeedback),
                _ => reference.Backpropagation(x, t),
            });
            return NetworkBuilder.LargestDifference(expected, Unscaled(drawn.Rule(rule), drawn.Batch())) == 0;
        });

    // Acceptance check 3, first half.
    [Fact]
    public void Feedback_alignment_with_the_transposed_weights_is_backpropagation() =>
        Gen.Select(Shapes, Gen.Int[1, 3], Gen.Int[0, 10_000]).Sample((sizes, count, seed) =>
        {
            Case drawn = new(sizes, count, seed);
            LearningRule transposed = new FeedbackAlignment(
                drawn.Network, OutputLoss.SquaredError, NetworkBuilder.Projections(drawn.Weights.Skip(1).Select(ReferenceRules.Transpose)));
            return NetworkBuilder.LargestDifference(Unscaled(drawn.Rule("BP"), drawn.Batch()), Unscaled(transposed, drawn.Batch())) == 0;
        });

    // Acceptance check 3, second half; any numbers, for both rules then do the same arithmetic.
    [Fact]
    public void With_one_hidden_layer_feedback_alignment_is_direct_feedback_alignment()
    {
        RandomStream stream = RandomStream.From("fa-is-dfa");
        MultilayerPerceptron network = new([20, 30, 5], Activation.Tanh, Initialiser.HeNormal, stream.Child("weights"));
        LearningRule fa = new FeedbackAlignment(
            network, OutputLoss.SoftmaxCrossEntropy, FeedbackInitialiser.HeUniform, stream.Child("feedback"));
        LearningRule dfa = new DirectFeedbackAlignment(
            network, OutputLoss.SoftmaxCrossEntropy, FeedbackInitialiser.HeUniform, stream.Child("feedback"));
        MiniBatch batch = new(
            Matrix<float>.Build.Dense(20, 8, (_, _) => (float)stream.NextNormal()),
            Matrix<float>.Build.Dense(5, 8, (i, j) => i == j % 5 ? 1 : 0));
        Assert.Equal(0, NetworkBuilder.LargestDifference(NetworkBuilder.UpdatesOf(fa, batch), NetworkBuilder.UpdatesOf(dfa, batch)));
    }

    // At a keep probability of ½ the masks are 0 and 2, so the arithmetic stays exact.
    [Fact]
    public void Dropout_masks_enter_the_forward_pass_and_the_signal_once_each() =>
        Gen.Int[0, 10_000].Sample(seed =>
        {
            Case drawn = new([3, 4, 4, 2], 1, seed);
            DropoutMasks masks = new(drawn.Network, 1, 0.5f, RandomStream.From($"masks/{seed}"));
            masks.Draw();
            ReferenceRules reference = new(drawn.Weights, a => Math.Max(a, 0), a => a > 0 ? 1 : 0)
            {
                SquaredError = true,
                Masks = [.. Enumerable.Range(0, 2).Select(layer => NetworkBuilder.Column(NetworkBuilder.ToArray(masks[layer]), 0))],
            };
            MiniBatch batch = drawn.Batch();
            batch.Masks = masks;
            double[][,] expected = NetworkBuilder.SumOverExamples(drawn.Inputs, drawn.Targets, reference.Backpropagation);
            return NetworkBuilder.LargestDifference(expected, Unscaled(drawn.Rule("BP"), batch)) == 0;
        });

    [Fact]
    public void Shallow_learning_updates_the_last_layer_as_backpropagation_does_and_no_other()
    {
        Case drawn = new([4, 3, 4, 2], 3, 7);
        IReadOnlyList<double[,]> shallow = Unscaled(new ShallowLearning(drawn.Network, OutputLoss.SquaredError), drawn.Batch());
        IReadOnlyList<double[,]> full = Unscaled(drawn.Rule("BP"), drawn.Batch());
        Assert.Equal(0, NetworkBuilder.LargestDifference([full[^1]], [shallow[^1]]));
        Assert.True(NetworkBuilder.Largest([full[0]]) > 0);
        Assert.Equal(0, NetworkBuilder.Largest([.. shallow.SkipLast(1)]));
    }

    [Fact]
    public void Feedback_of_the_wrong_shape_is_refused()
    {
        Case drawn = new([4, 3, 2], 1, 1);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new FeedbackAlignment(drawn.Network, OutputLoss.SquaredError, NetworkBuilder.Projections([new double[2, 2]])));
        Assert.Contains("B1 is 2×2; 3×2 is needed", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<double[,]> Unscaled(LearningRule rule, MiniBatch batch)
    {
        FactorReceiver receiver = new();
        rule.Learn(batch, receiver);
        return receiver.Updates(rule.Network);
    }

    /// <summary>A random network of multiples of ½ with everything a rule needs.</summary>
    private sealed class Case
    {
        private readonly RandomStream _stream;

        public Case(int[] sizes, int count, int seed)
        {
            _stream = RandomStream.From($"error-feedback/{seed}");
            Weights = [.. sizes.Skip(1).Zip(sizes, Halves)];
            Feedback = [.. Enumerable.Range(1, sizes.Length - 2).Select(l => Halves(sizes[l], sizes[l + 1]))];
            DirectFeedback = [.. Enumerable.Range(1, sizes.Length - 2).Select(l => Halves(sizes[l], sizes[^1]))];
            Inputs = Halves(sizes[0], count);
            Targets = Halves(sizes[^1], count);
            Network = NetworkBuilder.WithWeights(Weights, Activation.Relu);
        }

        public double[][,] Weights { get; }

        public double[][,] Feedback { get; }

        public double[][,] DirectFeedback { get; }

        public double[,] Inputs { get; }

        public double[,] Targets { get; }

        public MultilayerPerceptron Network { get; }

        public MiniBatch Batch() => new(NetworkBuilder.ToMatrix(Inputs), NetworkBuilder.ToMatrix(Targets));

        public LearningRule Rule(string name) => name switch
        {
            "FA" => new FeedbackAlignment(Network, OutputLoss.SquaredError, NetworkBuilder.Projections(Feedback)),
            "DFA" => new DirectFeedbackAlignment(Network, OutputLoss.SquaredError, NetworkBuilder.Projections(DirectFeedback)),
            _ => new Backpropagation(Network, OutputLoss.SquaredError),
        };

        private double[,] Halves(int rows, int columns)
        {
            double[,] values = new double[rows, columns];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++) values[i, j] = (_stream.NextInt32(5) - 2) / 2.0;
            return values;
        }
    }
}
