using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Decoding;
using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Datasets;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Inference;

/// <summary>Prefill and decoding with caches against the forward pass written out, which has none.</summary>
public class InferenceModelTests
{
    private static readonly int[] Text = [.. Enumerable.Range(0, 40).Select(i => (7 * i * i + 3) % 9)];

    [Theory, InlineData("llama"), InlineData("qwen"), InlineData("wide heads")]
    public void Prefill_and_token_by_token_are_the_forward_pass_written_out(string name)
    {
        Transformer trained = SmallModels.NewModel(SmallModels.Settings(name));
        using InferenceModel model = InferenceModel.Of(trained);
        Check(model, ReferenceTransformer.Of(trained).Logits(Text));
    }

    // The reference takes the rounded weights, so what is left is single-precision sums, as above.
    [Theory, InlineData("llama"), InlineData("qwen"), InlineData("wide heads")]
    public void Weights_of_sixteen_bits_are_used_exactly_as_they_are_in_the_file(string name)
    {
        using TemporaryFolder folder = new();
        TransformerSettings settings = SmallModels.Settings(name);
        Transformer trained = SmallModels.NewModel(settings);
        string path = Path.Combine(folder.Path, Checkpoint.FileName);
        SafeTensorsWriter writer = new();
        foreach (Parameter parameter in trained.Parameters)
        {
            TensorShape shape = new([.. parameter.Shape.Select(size => (long)size)]);
            writer.Add(parameter.Name, shape, parameter.Values.ToArray(), TensorElementType.BFloat16);
        }

        writer.Save(path, cancellation: TestContext.Current.CancellationToken);
        using InferenceModel model = new(settings, SafeTensorsFile.Open(path));
        ReferenceTransformer reference = new(settings, tensor => [.. trained.Parameters[tensor].Values.ToArray().Select(
            value => (double)BFloat16Rounding.ToSingle(BFloat16Rounding.FromSingle(value)))]);
        Check(model, reference.Logits(Text));
    }

    // Logits of these models are below 20; some 200 roundings of 2⁻²⁴ on the way.
    private static void Check(InferenceModel model, double[][] expected)
    {
        const float tolerance = 200 * 20f / (1 << 24);
        int size = model.VocabularySize;
        float[] all = new float[Text.Length * size], stepped = new float[size];
        using InferenceState prefilled = model.NewState(1), decoded = model.NewState(1);
        prefilled.AppendAll(0, Text, new MatrixSpan<float>(all, size, Text.Length));
        for (int t = 0; t < Text.Length; t++)
        {
            decoded.Step([Text[t]], stepped);
            for (int v = 0; v < size; v++)
            {
                Assert.Equal(expected[t][v], stepped[v], tolerance);
                Assert.Equal(expected[t][v], all[(t * size) + v], tolerance);
            }
        }
    }

    [Fact]
    public void Contexts_longer_than_pages_and_chunks_agree_with_the_model_that_is_trained()
    {
        TransformerSettings settings = SmallModels.Settings("llama") with { ContextLength = 600 };
        Transformer trained = SmallModels.NewModel(settings);
        int[] text = [.. Enumerable.Range(0, 400).Select(i => ((i * i) + (i / 7)) % 11)];
        SequenceBatch batch = new();
        batch.Add(text, text);
        MatrixSpan<float> expected = trained.Forward(batch);
        using InferenceModel model = InferenceModel.Of(trained);
        float[] found = new float[400 * 11];
        using InferenceState state = model.NewState(1);
        state.AppendAll(0, text.AsSpan(0, 390), new MatrixSpan<float>(found.AsSpan(0, 390 * 11), 11, 390));
        for (int t = 390; t < 400; t++) state.Step([text[t]], found.AsSpan(t * 11, 11));
        for (int t = 0; t < 400; t++)
            for (int v = 0; v < 11; v++) Assert.Equal(expected[v, t], found[(t * 11) + v], 5e-4f);
    }

    [Fact]
    public void Rows_side_by_side_are_rows_alone_and_a_resting_row_stays()
    {
        using InferenceModel model = InferenceModel.Of(SmallModels.NewModel(SmallModels.Settings("qwen")));
        using InferenceState both = model.NewState(2), first = model.NewState(1), second = model.NewState(1);
        int size = model.VocabularySize;
        float[] logits = new float[2 * size], alone = new float[size], other = new float[size];
        both.Append(0, Text.AsSpan(0, 5), logits.AsSpan(0, size));
        both.Append(1, Text.AsSpan(9, 3), []);
        first.Append(0, Text.AsSpan(0, 5), alone);
        second.Append(0, Text.AsSpan(9, 3), []);
        for (int i = 0; i < 8; i++)
        {
            bool rests = i % 3 == 1;
            float[] before = logits[..size];
            both.Step([rests ? IDecodingState.Resting : Text[i], Text[20 + i]], logits);
            if (rests) Assert.Equal(before, logits[..size]);
            else first.Step([Text[i]], alone);
            second.Step([Text[20 + i]], other);
            Assert.Equal(alone, logits[..size]);
            Assert.Equal(other, logits[size..]);
        }

        Assert.Equal((first.Length(0), second.Length(0)), (both.Length(0), both.Length(1)));
    }

    [Theory, InlineData(5), InlineData(64), InlineData(70)]
    public void Rows_that_split_from_one_past_go_their_own_ways(int prompt)
    {
        TransformerSettings settings = SmallModels.Settings("llama") with { ContextLength = 200 };
        using InferenceModel model = InferenceModel.Of(SmallModels.NewModel(settings));
        int[] text = [.. Enumerable.Range(0, prompt).Select(i => i * i % 11)];
        int size = model.VocabularySize;
        float[] logits = new float[3 * size], alone = new float[size];
        using InferenceState state = model.NewState(3);
        state.Append(2, text, []);
        state.Append(0, [1, 2], []);
        state.Reorder([2, 2, 0]);
        Assert.Equal((prompt, prompt, 2), (state.Length(0), state.Length(1), state.Length(2)));
        state.Step([3, 4, 5], logits);
        state.Step([6, 7, 8], logits);
        state.Truncate(0, prompt - 1);
        state.Step([9, 1, 2], logits);
        int[][] pasts = [[.. text[..^1], 9], [.. text, 4, 7, 1], [1, 2, 5, 8, 2]];
        for (int row = 0; row < 3; row++)
        {
            using InferenceState single = model.NewState(1);
            single.Append(0, pasts[row], alone);
            for (int v = 0; v < size; v++) Assert.Equal(alone[v], logits[(row * size) + v], 2e-4f);
        }
    }

    [Fact]
    public void What_has_been_learned_meanwhile_is_decoded_with()
    {
        Transformer trained = SmallModels.NewModel(SmallModels.Settings("llama"));
        using InferenceModel model = InferenceModel.Of(trained);
        using InferenceState state = model.NewState(1);
        float[] before = new float[model.VocabularySize], after = new float[model.VocabularySize];
        state.Append(0, Text, before);
        trained.Parameters["model.layers.1.mlp.down_proj.weight"].Values.Clear();
        state.Truncate(0, 0);
        state.Append(0, Text, after);
        double[] expected = ReferenceTransformer.Of(trained).Logits(Text)[^1];
        for (int v = 0; v < after.Length; v++) Assert.Equal(expected[v], after[v], 2e-4);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void A_step_allocates_nothing_and_gives_the_same_bits_on_any_number_of_threads()
    {
        TransformerSettings settings = SmallModels.Settings("llama") with { HiddenSize = 512, FeedForwardSize = 640 };
        using InferenceModel model = InferenceModel.Of(SmallModels.NewModel(settings));
        using InferenceState state = model.NewState(1);
        float[] logits = new float[model.VocabularySize];
        state.Step([1], logits);
        Assert.Equal(0, Allocations.PerCall(() => state.Step([3], logits)));
        int threads = Parallelism.Threads;
        try
        {
            float[][] found = [.. new[] { 1, 3 }.Select(count =>
            {
                Parallelism.Threads = count;
                state.Truncate(0, 1);
                float[] mine = new float[model.VocabularySize];
                state.Append(0, Text, mine);
                state.Step([2], mine);
                return mine;
            })];
            Assert.Equal(found[0], found[1]);
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name_and_leaves_the_state_as_it_was()
    {
        using InferenceModel model = InferenceModel.Of(SmallModels.NewModel(SmallModels.Settings("llama")));
        using InferenceState state = model.NewState(2);
        float[] logits = new float[22];
        state.Append(0, [1, 2, 3], []);
        ArgumentException tooLong = Assert.Throws<ArgumentException>(() => state.Append(0, new int[62], []));
        Assert.Contains("context of 64", tooLong.Message, StringComparison.Ordinal);
        ArgumentException outside = Assert.Throws<ArgumentOutOfRangeException>(() => state.Append(0, [1, 11], []));
        Assert.Contains("Token 11", outside.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Step([1, -2], logits));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Append(2, [1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Truncate(0, 4));
        Assert.Throws<ArgumentException>(() => state.Append(0, [], []));
        Assert.Throws<ArgumentException>(() => state.Reorder([0]));
        Assert.Equal((3, 0), (state.Length(0), state.Length(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.NewState(0));
    }

    [Fact]
    public void A_checkpoint_of_another_shape_is_refused_by_file_and_tensor()
    {
        using ParameterTensors tensors = new(SmallModels.NewModel(SmallModels.Settings("llama")).Parameters);
        InvalidDataException wider = Assert.Throws<InvalidDataException>(
            () => new InferenceModel(SmallModels.Settings("llama") with { FeedForwardSize = 25 }, tensors));
        Assert.Contains("model.layers.0.mlp.gate_proj.weight is [24, 16]", wider.Message, StringComparison.Ordinal);
        Assert.Contains("[25, 16]", wider.Message, StringComparison.Ordinal);
        InvalidDataException deeper = Assert.Throws<InvalidDataException>(
            () => new InferenceModel(SmallModels.Settings("llama") with { LayerCount = 3 }, tensors));
        Assert.Contains("model.layers.2.input_layernorm.weight", deeper.Message, StringComparison.Ordinal);
    }
}
