using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks.Optimisation;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>Prediction against passes written out for each example and label in double precision.</summary>
public class GoodnessPredictionTests
{
    // Activities below 8 and sums of squares over at most 11 units, four layers of products in 24 bits.
    private const double Tolerance = 64 * 64.0 / (1 << 24);

    public static TheoryData<GoodnessForm, InputNormalisation, LabelEmbedding, LayerSelection> Cases => new(
        from form in Enum.GetValues<GoodnessForm>()
        from normalisation in Enum.GetValues<InputNormalisation>()
        from embedding in new[] { LabelEmbedding.Overwrite, LabelEmbedding.Prepend }
        from counted in Enum.GetValues<LayerSelection>()
        select (form, normalisation, embedding, counted));

    [Theory, MemberData(nameof(Cases))]
    public void Scores_are_those_of_a_pass_for_every_label(
        GoodnessForm form, InputNormalisation normalisation, LabelEmbedding embedding, LayerSelection counted)
    {
        SmallCase small = new(new ForwardForwardOptions
        {
            Goodness = form,
            Normalisation = normalisation,
            Embedding = embedding,
            LabelValue = embedding == LabelEmbedding.Prepend ? null : 2,
            CountedLayers = counted,
        });
        Matrix<float> scores = small.Rule.Score(small.Batch.Inputs);
        for (int label = 0; label < 3; label++)
        {
            double[][] goodness = GoodnessUnder(small, [.. Enumerable.Repeat(label, small.Batch.Count)]);
            for (int example = 0; example < small.Batch.Count; example++)
            {
                double expected = goodness.Skip(counted == LayerSelection.AllButFirst ? 1 : 0).Sum(layer => layer[example]);
                Assert.Equal(expected, scores[label, example], Tolerance);
            }
        }
    }

    [Fact]
    public void Goodness_of_layers_is_what_training_compares()
    {
        SmallCase small = new(new ForwardForwardOptions { LabelValue = 2 });
        int[] labels = [2, 0, 1, 1, 0];
        double[][] expected = GoodnessUnder(small, labels), neutral = GoodnessUnder(small, [-1, -1, -1, -1, -1]);
        Matrix<float> found = small.Rule.GoodnessOf(small.Batch.Inputs, labels), without = small.Rule.GoodnessOf(small.Batch.Inputs);
        for (int layer = 0; layer < 3; layer++)
            for (int example = 0; example < small.Batch.Count; example++)
            {
                Assert.Equal(expected[layer][example], found[layer, example], Tolerance);
                Assert.Equal(neutral[layer][example], without[layer, example], Tolerance);
            }
    }

    // The head's loss is the mean cross-entropy of a linear softmax on the normalised activities under the neutral label. From weights 0, a
    // step of plain gradient descent at rate 1 leaves minus the gradient, here by central differences.
    [Theory, InlineData(LayerSelection.All), InlineData(LayerSelection.AllButFirst)]
    public void One_step_of_the_head_is_the_gradient_of_its_cross_entropy(LayerSelection layers)
    {
        SmallCase small = new(new ForwardForwardOptions
        {
            LabelValue = 2,
            Head = new OnePassHeadOptions
            {
                Layers = layers,
                LearningRate = 1,
                Optimiser = head => new StochasticGradientDescent(head, momentum: 0),
            },
        });
        Matrix<float> before = small.Network.Weights[0].Clone();
        small.Rule.Learn(small.Batch, new UpdateRecorder(small.Network));
        Assert.True(small.Rule.HeadWeights!.Enumerate().All(w => w == 0));
        small.Rule.EndStep(small.Batch);
        Assert.Equal(before, small.Network.Weights[0]);

        double[][] features = [.. Enumerable.Range(0, small.Batch.Count).Select(example => Features(small, example, layers))];
        Matrix<float> head = small.Rule.HeadWeights!;
        Assert.Equal(features[0].Length, head.ColumnCount);
        const double step = 1e-4;
        for (int c = 0; c < 3; c++)
            for (int j = 0; j < head.ColumnCount; j++)
            {
                double gradient = (CrossEntropy(c, j, step) - CrossEntropy(c, j, -step)) / (2 * step);
                Assert.Equal(-gradient, head[c, j], 64 * 4.0 / (1 << 24));
            }

        // The scores are then the logits of these weights.
        Matrix<float> scores = small.Rule.ScoreInOnePass(small.Batch.Inputs);
        for (int c = 0; c < 3; c++)
            Assert.Equal(features[1].Select((f, j) => f * head[c, j]).Sum(), scores[c, 1], Tolerance);

        double CrossEntropy(int row, int column, double weight) => features.Select((f, example) =>
        {
            double logit = weight * f[column];
            return Math.Log(Math.Exp(logit) + 2) - (small.Batch.Labels[example] == row ? logit : 0);
        }).Average();
    }

    [Fact]
    public void Without_a_head_or_labels_what_needs_them_says_so()
    {
        SmallCase small = new(new ForwardForwardOptions());
        Matrix<float> inputs = small.Batch.Inputs;
        InvalidOperationException noHead = Assert.Throws<InvalidOperationException>(() => small.Rule.ScoreInOnePass(inputs));
        Assert.Contains("no one-pass head", noHead.Message, StringComparison.Ordinal);
        ArgumentException noLabel = Assert.Throws<ArgumentException>(() => small.Rule.GoodnessOf(inputs, [0, 1, 2, 3, 0]));
        Assert.Contains("A label is 3; 0 to 2", noLabel.Message, StringComparison.Ordinal);
        SmallCase hybrids = new(ForwardForwardPresets.Unsupervised(4, 2));
        Assert.Throws<InvalidOperationException>(() => hybrids.Rule.ScoreByGoodness(hybrids.Batch.Inputs));
        Assert.Equal(3, hybrids.Rule.Score(hybrids.Batch.Inputs).RowCount);
    }

    private static double[][] GoodnessUnder(SmallCase small, int[] labels) =>
        [.. Enumerable.Range(0, 3).Select(layer => small.InputsOf(layer, labels)
            .Select(z => small.Reference.Goodness(small.Reference.Activities(layer, z))).ToArray())];

    private static double[] Features(SmallCase small, int example, LayerSelection layers)
    {
        int[] neutral = [-1, -1, -1, -1, -1];
        return [.. Enumerable.Range(0, 3).Skip(layers == LayerSelection.AllButFirst ? 1 : 0)
            .SelectMany(layer => small.Reference.Normalise(small.Reference.Activities(layer, small.InputsOf(layer, neutral)[example])))];
    }
}
