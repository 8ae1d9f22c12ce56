using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.Tests.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Pretrained;

public sealed class Llama2CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_trained_model_equals_its_conversion_bit_for_bit()
    {
        using Llama2Checkpoint original = Llama2Checkpoint.Open(SharedData.Require("stories260K/stories260K.bin"));
        using SafeTensorsFile converted = SafeTensorsFile.Open(SharedData.Require("stories260K/hf/model.safetensors"));
        Assert.Equal(TransformerPresets.Stories260K, original.Settings);
        Assert.Equal(
            converted.Entries.Select(entry => (entry.Name, entry.Shape)).OrderBy(entry => entry.Name, StringComparer.Ordinal),
            original.Entries.Select(entry => (entry.Name, entry.Shape)).OrderBy(entry => entry.Name, StringComparer.Ordinal));
        foreach (TensorEntry entry in converted.Entries)
        {
            Assert.Equal(converted.ReadSingle(entry.Name), original.ReadSingle(entry.Name));
            Assert.Equal(converted.Map(entry.Name).AsSpan().ToArray(), original.Map(entry.Name).AsSpan().ToArray());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_number_is_found_where_the_format_puts_it(bool isTied)
    {
        // 2 layers, width 4, 2 heads over 1, hidden 3, 5 tokens, 6 positions; number i of the file has the value i.
        int[] header = [4, 3, 2, 2, 1, isTied ? 5 : -5, 6];
        int numbers = (5 * 4) + (2 * (4 + 16 + 8 + 8 + 16 + 4 + 12 + 12 + 12)) + 4 + (2 * 6 * 1) + (isTied ? 0 : 20);
        string path = _folder.Write("m.bin", Bytes(header, [.. Enumerable.Range(0, numbers).Select(i => (float)i)]));
        using IPretrainedModel model = PretrainedModel.Open(_folder.Path);
        Assert.Equal(path, model.Location);
        Assert.Equal(isTied, model.Settings.HasTiedHead);
        Assert.Equal(Run(0, 20), model.Tensors.ReadSingle(TensorNames.Embedding));
        Assert.Equal(Run(24, 4), model.Tensors.ReadSingle(TensorNames.AttentionNorm(1)));

        // Heads have two rows: a pair and a half-split pair are the same thing.
        Assert.Equal(Run(44, 16), model.Tensors.ReadSingle(TensorNames.Query(1)));
        Assert.Equal(Run(68, 8), model.Tensors.ReadSingle(TensorNames.Key(1)));
        Assert.Equal(Run(84, 8), model.Tensors.ReadSingle(TensorNames.Value(1)));
        Assert.Equal(Run(108, 16), model.Tensors.ReadSingle(TensorNames.AttentionOutput(1)));
        Assert.Equal(Run(128, 4), model.Tensors.ReadSingle(TensorNames.FeedForwardNorm(1)));
        Assert.Equal(Run(144, 12), model.Tensors.ReadSingle(TensorNames.Gate(1)));
        Assert.Equal(Run(168, 12), model.Tensors.ReadSingle(TensorNames.Down(1)));
        Assert.Equal(Run(192, 12), model.Tensors.ReadSingle(TensorNames.Up(1)));
        Assert.Equal(Run(204, 4), model.Tensors.ReadSingle(TensorNames.FinalNorm));
        if (!isTied) Assert.Equal(Run(220, 20), model.Tensors.ReadSingle(TensorNames.Head));

        static IEnumerable<float> Run(int first, int count) => Enumerable.Range(first, count).Select(i => (float)i);
    }

    [Fact]
    public void Files_of_another_length_or_kind_are_refused_with_the_reason()
    {
        int[] header = [4, 3, 2, 2, 1, 5, 6];
        float[] numbers = new float[220];
        _folder.Write("m.bin", Bytes(header, numbers));
        Llama2Checkpoint.Open(Path.Combine(_folder.Path, "m.bin")).Dispose();
        AssertRefused(Bytes(header, numbers[..^1]), "has 908 bytes, and it has 904");
        AssertRefused([.. Bytes(header, numbers), 0], "has 908 bytes, and it has 909");
        AssertRefused(Bytes(header, [])[..20], "do not hold the 28");
        AssertRefused(Bytes([0x616B3432, 1, 2, 3, 4, 5, 6], numbers), "version 1 or 2");
        AssertRefused(Bytes([5, 3, 2, 2, 1, 5, 6], numbers), "2 heads do not divide its width 5");
        AssertRefused(Bytes([4, 3, 2, 2, 0, 5, 6], numbers), "KeyValueHeadCount");
        AssertRefused(Bytes([4, 3, 2, 2, 1, int.MinValue, 6], numbers), "VocabularySize");
        AssertRefused(
            Bytes([1 << 30, int.MaxValue, int.MaxValue, 1, 1, int.MaxValue, int.MaxValue], numbers), "and it has 908");
    }

    [Fact]
    public void Where_there_are_several_models_or_none_the_caller_chooses()
    {
        Assert.Equal(CheckpointError.NoCheckpoint, Refusal());
        _folder.Write("tok512.bin", []);
        Assert.Equal(CheckpointError.NoCheckpoint, Refusal());
        _folder.Write("a.bin", []);
        _folder.Write("b.bin", []);
        Assert.Equal(CheckpointError.AmbiguousCheckpoint, Refusal());
        Assert.Throws<FileNotFoundException>(() => PretrainedModel.Open(Path.Combine(_folder.Path, "absent")));

        CheckpointError? Refusal() => Assert.Throws<InvalidDataException>(() => PretrainedModel.Open(_folder.Path)).CheckpointError;
    }

    private void AssertRefused(byte[] bytes, string reason)
    {
        string path = _folder.Write("bad.bin", bytes);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Llama2Checkpoint.Open(path));
        Assert.Equal(CheckpointError.InvalidLlama2File, refusal.CheckpointError);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(int[] header, float[] numbers)
    {
        byte[] bytes = new byte[4 * (header.Length + numbers.Length)];
        Buffer.BlockCopy(header, 0, bytes, 0, 4 * header.Length);
        Buffer.BlockCopy(numbers, 0, bytes, 4 * header.Length, 4 * numbers.Length);
        return bytes;
    }
}
