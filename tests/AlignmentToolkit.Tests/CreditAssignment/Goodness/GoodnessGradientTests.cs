using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>Acceptance checks 1 (the layer of section 2.15) and 2 (finite differences) for Forward-Forward.</summary>
public class GoodnessGradientTests
{
    // Single precision: at most 11 products a sum, three layers and back, all numbers below 4: fewer than 64 roundings of 2⁻²⁴·4.
    private const double SinglePrecision = 64 * 4.0 / (1 << 24);

    private static readonly double[,] MicroWeights = { { 0.5, -0.2, 0.3 }, { -0.1, 0.4, 0.6 } };
    private static readonly double[][] MicroPositives = [[1, 0.2, -0.4], [0.3, -0.5, 0.9]];
    private static readonly double[][] MicroNegatives = [[0.6, -0.3, 0.5], [0.1, 0.8, 0.2]];
    private static readonly double[] MicroGradient = [-0.02355656, 0.00381372, -0.00039971, 0.00343292, 0.05777936, -0.01132113];

    public static TheoryData<GoodnessForm, InputNormalisation, LabelEmbedding, bool> Cases => new(
        from form in Enum.GetValues<GoodnessForm>()
        from normalisation in Enum.GetValues<InputNormalisation>()
        from embedding in new[] { LabelEmbedding.Overwrite, LabelEmbedding.Prepend }
        from withPeers in new[] { false, true }
        select (form, normalisation, embedding, withPeers));

    [Fact]
    public void Check_1_reference_gives_the_layer_of_the_page_to_1e_minus_7()
    {
        ForwardForwardOptions options = new() { Threshold = 0.5f, Normalisation = InputNormalisation.PerExampleLength };
        ReferenceGoodness reference = new(options, [(double[,])MicroWeights.Clone()], [[0.1, -0.05]]);
        double[][] positives = [.. MicroPositives.Select(reference.Normalise)], negatives = [.. MicroNegatives.Select(reference.Normalise)];
        Assert.Equal([0.08419265, 0.19960136], positives.Select(z => reference.Goodness(reference.Activities(0, z))), Near(1e-7));
        Assert.Equal([0.25605343, 0.110116], negatives.Select(z => reference.Goodness(reference.Activities(0, z))), Near(1e-7));
        Assert.Equal(0.71819366, reference.Loss(0, positives, negatives), 1e-7);

        (double[,] weights, double[] biases) = reference.Formula(0, positives, negatives);
        Assert.Equal(MicroGradient, weights.Cast<double>(), Near(1e-7));
        Assert.Equal([-0.06387116, 0.02312073], biases, Near(1e-7));
        (double[,] differences, double[] ofBiases) = reference.FiniteDifferences(0, positives, negatives, 1e-5);
        Assert.Equal(weights.Cast<double>(), differences.Cast<double>(), Near(1e-8));
        Assert.Equal(biases, ofBiases, Near(1e-8));
    }

    [Fact]
    public void Check_1_library_gives_the_layer_of_the_page_to_single_precision()
    {
        MultilayerPerceptron network = new([3, 2], Activation.Relu, Initialiser.Zeros, RandomStream.From("unused"), withBiases: true);
        NetworkBuilder.ToMatrix(MicroWeights).CopyTo(network.Weights[0]);
        Vector<float>.Build.Dense([0.1f, -0.05f]).CopyTo(network.Biases[0]);
        ContrastStep step = Contrast(
            network,
            ForwardForwardPresets.Unsupervised(3, 1) with { Threshold = 0.5f, Normalisation = InputNormalisation.PerExampleLength },
            MicroPositives,
            MicroNegatives);

        Assert.Equal(2 * 0.71819366, step.Differentiate(0, null), SinglePrecision);
        GradientReceiver receiver = new();
        receiver.Receive(0, step.UpdateOf(0));
        (double[,] weights, double[] biases) = receiver.Gradients[0];
        Assert.Equal(MicroGradient, weights.Cast<double>(), Near(SinglePrecision));
        Assert.Equal([-0.06387116, 0.02312073], biases, Near(SinglePrecision));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Check_2_updates_of_all_layers_are_finite_differences_of_their_own_losses(
        GoodnessForm form, InputNormalisation normalisation, LabelEmbedding embedding, bool withPeers)
    {
        SmallCase small = new(new ForwardForwardOptions
        {
            Goodness = form,
            Normalisation = normalisation,
            Embedding = embedding,
            LabelValue = embedding == LabelEmbedding.Prepend ? null : 1.5f,
            Threshold = 0.7f,
            Peers = withPeers ? new PeerNormalisation { Weight = 2 } : null,
        });
        GradientReceiver receiver = new();
        BatchOutcome outcome = small.Rule.Learn(small.Batch, receiver);

        double loss = 0;
        for (int layer = 0; layer < 3; layer++)
        {
            double[][] positives = small.InputsOf(layer, small.Batch.Labels), negatives = small.InputsOf(layer, small.Negatives);
            Assert.True(SmallestField(small.Reference, layer, positives.Concat(negatives)) > 1e-4, "a unit is at the kink of ReLU");
            (double[,] weights, double[] biases) = small.Reference.FiniteDifferences(layer, positives, negatives, 1e-5);
            Assert.Equal(weights.Cast<double>(), receiver.Gradients[layer].Weights.Cast<double>(), Near(SinglePrecision));
            Assert.Equal(biases, receiver.Gradients[layer].Biases, Near(SinglePrecision));
            loss += small.Batch.Count * small.Reference.Loss(layer, positives, negatives);
        }

        Assert.Equal(loss, outcome.Loss, small.Batch.Count * SinglePrecision);
    }

    [Fact]
    public void Straight_through_adds_the_pull_of_the_peers_on_silent_units_and_nothing_else()
    {
        ForwardForwardOptions options = new() { Peers = new PeerNormalisation { Weight = 2, StraightThrough = true } };
        SmallCase small = new(options), plain = new(options with { Peers = options.Peers with { StraightThrough = false } });
        GradientReceiver receiver = new(), without = new();
        small.Rule.Learn(small.Batch, receiver);
        plain.Rule.Learn(plain.Batch, without);
        for (int layer = 0; layer < 3; layer++)
        {
            double[][] positives = small.InputsOf(layer, small.Batch.Labels);
            double[][] h = [.. positives.Select(z => small.Reference.Activities(layer, z))];
            double[] means = small.Reference.Means(h);
            Assert.Contains(h, activities => activities.Contains(0));
            for (int i = 0; i < means.Length; i++)
            {
                double pull = 2.0 * 2 / means.Length * (means[i] - means.Average()) * (1 - (double)0.9f) / h.Length;
                double silent = h.Count(activities => activities[i] == 0);
                Assert.Equal(pull * silent, receiver.Gradients[layer].Biases[i] - without.Gradients[layer].Biases[i], SinglePrecision);
                for (int j = 0; j < positives[0].Length; j++)
                {
                    double expected = pull * positives.Zip(h).Where(pair => pair.Second[i] == 0).Sum(pair => pair.First[j]);
                    double found = receiver.Gradients[layer].Weights[i, j] - without.Gradients[layer].Weights[i, j];
                    Assert.Equal(expected, found, SinglePrecision);
                }
            }
        }
    }

    internal static IEqualityComparer<double> Near(double tolerance) => EqualityComparer<double>.Create(
        (a, b) => Math.Abs(a - b) <= tolerance, static _ => 0);

    /// <summary>A step on given positive and negative examples, run through all layers.</summary>
    internal static ContrastStep Contrast(
        MultilayerPerceptron network, ForwardForwardOptions options, double[][] positives, double[][] negatives)
    {
        int size = network.Sizes[0];
        ContrastStep step = new(network, options, 2, positives.Length);
        MiniBatch batch = new(ColumnsOf(positives), Matrix<float>.Build.Dense(2, positives.Length));
        ColumnsOf(negatives).CopyTo(step.Hybrids!);
        step.Run(batch, network.LayerCount - 1);
        return step;

        Matrix<float> ColumnsOf(double[][] columns) => Matrix<float>.Build.Dense(size, columns.Length, (i, j) => (float)columns[j][i]);
    }

    private static double SmallestField(ReferenceGoodness reference, int layer, IEnumerable<double[]> inputs) =>
        inputs.Min(z => reference.Fields(layer, z).Min(Math.Abs));
}
