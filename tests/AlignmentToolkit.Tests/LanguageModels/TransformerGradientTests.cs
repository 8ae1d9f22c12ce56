using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Losses;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels;

/// <summary>The hand-derived backward pass against central differences of a forward pass that is written out in double precision.</summary>
public class TransformerGradientTests
{
    // Longer and shorter than a tile of queries (6) and a register of keys (8), and a single token.
    private static readonly int[] Lengths = [13, 1, 6, 8, 20];

    [Theory, InlineData("llama"), InlineData("qwen"), InlineData("wide heads")]
    public void Logits_are_those_of_the_forward_pass_written_out(string name)
    {
        TransformerSettings settings = SmallModels.Settings(name);
        Transformer model = SmallModels.NewModel(settings);
        SequenceBatch batch = SmallModels.NewBatch(settings.VocabularySize, Lengths);
        ReferenceTransformer reference = ReferenceTransformer.Of(model);
        MatrixSpan<float> logits = model.Forward(batch);
        double largest = 0, error = 0;
        for (int s = 0; s < batch.Layout.Count; s++)
        {
            int start = batch.Layout.Starts[s];
            double[][] expected = reference.Logits(batch.Tokens[batch.Layout[s]]);
            for (int t = 0; t < expected.Length; t++)
            {
                for (int v = 0; v < settings.VocabularySize; v++)
                {
                    largest = Math.Max(largest, Math.Abs(expected[t][v]));
                    error = Math.Max(error, Math.Abs(expected[t][v] - logits[v, start + t]));
                }
            }
        }

        // Some 200 roundings of 2⁻²⁴ on the way from token to logit, each amplified by little more than 1 through the norms.
        Assert.True(error < 200 * largest / (1 << 24), $"error {error:E2} of {largest:E2}");
    }

    [Theory, InlineData("llama"), InlineData("qwen"), InlineData("wide heads")]
    public void Gradient_of_every_parameter_is_the_finite_difference(string name)
    {
        TransformerSettings settings = SmallModels.Settings(name);
        Transformer model = SmallModels.NewModel(settings);
        SequenceBatch batch = SmallModels.NewBatch(settings.VocabularySize, Lengths);
        LossValue loss = new SequenceObjective(model).Accumulate(batch);
        ReferenceTransformer reference = ReferenceTransformer.Of(model);
        double expected = reference.CrossEntropy(batch);
        Assert.Equal(expected, loss.Sum, expected * 1e-6);
        foreach (Parameter parameter in model.Parameters) CheckGradient(parameter, reference, batch);
    }

    // Central differences with h = 1e-4 in double precision: truncation h²/6 times the third derivative, about 1e-8 of the largest entry.
    // Single precision then dominates: sums over 48 tokens of products that each went through about 200 roundings.
    private static void CheckGradient(Parameter parameter, ReferenceTransformer reference, SequenceBatch batch)
    {
        const double h = 1e-4;
        double[] values = reference.Tensor(parameter.Name);
        double largest = 0, error = 0;
        int stride = Math.Max(1, parameter.Count / 29);
        for (int i = 0; i < values.Length; i += stride)
        {
            double kept = values[i];
            values[i] = kept + h;
            double above = reference.CrossEntropy(batch);
            values[i] = kept - h;
            double below = reference.CrossEntropy(batch);
            values[i] = kept;
            double slope = (above - below) / (2 * h);
            largest = Math.Max(largest, Math.Abs(slope));
            error = Math.Max(error, Math.Abs(slope - parameter.Gradient[i]));
        }

        Assert.True(largest > 0, $"{parameter} has no gradient");
        Assert.True(error < 2e-5 * Math.Max(largest, 1), $"{parameter}: error {error:E2} of {largest:E2}");
    }

    [Fact]
    public void Positions_set_by_hand_are_what_the_rotary_embedding_reads()
    {
        TransformerSettings settings = SmallModels.Settings("llama");
        Transformer model = SmallModels.NewModel(settings);
        SequenceBatch batch = SmallModels.NewBatch(settings.VocabularySize, 8);
        int[] positions = [0, 1, 2, 100, 1000, 3000, 6000, 9000];
        positions.CopyTo(batch.Layout.Positions);
        double[][] expected = ReferenceTransformer.Of(model).Logits(batch.Tokens, positions);
        MatrixSpan<float> logits = model.Forward(batch);
        for (int t = 0; t < 8; t++)
            for (int v = 0; v < settings.VocabularySize; v++) Assert.Equal(expected[t][v], logits[v, t], 1e-4);
    }

    [Fact]
    public void Sequences_of_a_batch_do_not_see_each_other_and_gradients_add_up()
    {
        TransformerSettings settings = SmallModels.Settings("qwen");
        Transformer together = SmallModels.NewModel(settings), apart = SmallModels.NewModel(settings);
        SequenceBatch batch = SmallModels.NewBatch(settings.VocabularySize, 5, 9, 3), single = new();
        LossValue all = new SequenceObjective(together).Accumulate(batch), sum = default;
        SequenceObjective objective = new(apart);
        for (int s = 0; s < 3; s++)
        {
            single.Clear();
            Range range = batch.Layout[s];
            single.Add(batch.Tokens[range], batch.Targets[range], batch.Weights[range]);
            sum += objective.Accumulate(single);
        }

        Assert.Equal(all.Sum, sum.Sum, 1e-5);
        Assert.Equal(all.Weight, sum.Weight, 1e-12);
        for (int i = 0; i < together.Parameters.Size; i++)
            Assert.Equal(together.Parameters.Gradient[i], apart.Parameters.Gradient[i], 1e-4f);
    }

    [Fact]
    public void Attention_weights_are_distributions_over_what_came_before()
    {
        TransformerSettings settings = SmallModels.Settings("llama");
        Transformer model = SmallModels.NewModel(settings);
        SequenceBatch batch = SmallModels.NewBatch(settings.VocabularySize, 13, 4);
        model.Forward(batch);
        var block = Assert.IsType<AlignmentToolkit.LanguageModels.Layers.AttentionBlock>(model.Blocks[0]);
        ReadOnlyMatrixSpan<float> weights = block.Attention.Weights(sequence: 0, head: 1);
        Assert.Equal((13, 13), (weights.Rows, weights.Columns));
        for (int query = 0; query < 13; query++)
        {
            double sum = 0;
            for (int key = 0; key < 13; key++)
            {
                sum += weights[key, query];
                if (key > query) Assert.Equal(0, weights[key, query]);
                else Assert.True(weights[key, query] > 0);
            }

            Assert.Equal(1, sum, 1e-6);
        }
    }

    [Fact]
    public void Token_or_sequence_outside_the_model_is_refused_by_name()
    {
        Transformer model = SmallModels.NewModel(SmallModels.Settings("llama"));
        SequenceBatch batch = new();
        Assert.Contains("no tokens", Assert.Throws<ArgumentException>(() => { model.Forward(batch); }).Message, StringComparison.Ordinal);
        batch.AddText([1, 11, 3]);
        ArgumentException outside = Assert.Throws<ArgumentOutOfRangeException>(() => { model.Forward(batch); });
        Assert.Contains("Token 11", outside.Message, StringComparison.Ordinal);
        batch.Clear();
        batch.AddText(new int[66]);
        ArgumentException tooLong = Assert.Throws<ArgumentException>(() => { model.Forward(batch); });
        Assert.Contains("context of 64", tooLong.Message, StringComparison.Ordinal);
    }
}
