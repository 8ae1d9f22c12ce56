using System.Text;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

public sealed class ShardedCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Index => Path.Combine(_folder.Path, "model.safetensors.index.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shards_are_filled_in_order_and_read_as_one()
    {
        ThreeTensors().SaveShards(_folder.Path, largestShard: 12);
        Assert.Equal(
            ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using ShardedCheckpoint checkpoint = Assert.IsType<ShardedCheckpoint>(Checkpoint.Open(_folder.Path));
        Assert.Empty(checkpoint.Warnings);
        Assert.Equal(["a", "b", "c"], checkpoint.Entries.Select(entry => entry.Name).Order());
        Assert.Equal([1f, 2], checkpoint.ReadSingle("a"));
        Assert.Equal([3f], checkpoint.ReadSingle("b"));
        Assert.Equal([4f, 5, 6, 7], checkpoint.ReadSingle("c"));
        Assert.Equal(CheckpointError.MissingTensor, Assert.Throws<InvalidDataException>(() => checkpoint.Map("d")).CheckpointError);
    }

    [Fact]
    public void What_fits_one_shard_is_a_plain_file()
    {
        ThreeTensors().SaveShards(_folder.Path, largestShard: 28);
        Assert.Equal("model.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Path))));
        using ITensorSource checkpoint = Checkpoint.Open(_folder.Path);
        Assert.IsType<SafeTensorsFile>(checkpoint);
        Assert.Throws<IOException>(() => ThreeTensors().SaveShards(_folder.Path, largestShard: 12));
    }

    [Theory]
    [InlineData("../model-00001-of-00002.safetensors")]
    [InlineData("sub/model.safetensors")]
    [InlineData("sub\\\\model.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("C:model.safetensors")]
    [InlineData("\\\\\\\\server\\\\share")]
    [InlineData("https://example.org/model.safetensors")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("model\\u0000.safetensors")]
    public void A_shard_outside_the_folder_is_refused(string shard) =>
        AssertRefused(CheckpointError.PathEscape, $$$"""{"weight_map":{"a":"{{{shard}}}"}}""");

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"weight_map":[]}""")]
    [InlineData("""{"weight_map":{"a":1}}""")]
    [InlineData("""{"weight_map":{"a":null}}""")]
    [InlineData("""{"weight_map":{"a":"x","a":"y"}}""")]
    [InlineData("""{"weight_map":{},"metadata":{"total_size":"28"}}""")]
    [InlineData("""{"weight_map":{},"metadata":[]}""")]
    public void An_index_of_another_form_is_refused(string index) => AssertRefused(CheckpointError.InvalidIndex, index);

    [Fact]
    public void A_missing_shard_is_named_with_what_is_lost()
    {
        ThreeTensors().SaveShards(_folder.Path, largestShard: 12);
        File.Delete(Path.Combine(_folder.Path, "model-00001-of-00002.safetensors"));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Checkpoint.Open(_folder.Path));
        Assert.Equal(CheckpointError.MissingShard, refusal.CheckpointError);
        Assert.Contains("model-00001-of-00002.safetensors is missing, and with it 2 tensors", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":"1","b":"1","c":"1"}""", "c")]
    [InlineData("""{"a":"1"}""", "b")]
    [InlineData("""{"a":"1","b":"2"}""", "b")]
    public void Index_and_shards_must_agree(string map, string tensor)
    {
        new SafeTensorsWriter().Add("a", new TensorShape(1), new float[1]).Add("b", new TensorShape(1), new float[1])
            .SaveTo(Path.Combine(_folder.Path, "1"));
        new SafeTensorsWriter().Add("b", new TensorShape(1), new float[1]).SaveTo(Path.Combine(_folder.Path, "2"));
        InvalidDataException refusal = AssertRefused(CheckpointError.IndexMismatch, $$$"""{"weight_map":{{{map}}}}""");
        Assert.Contains($" {tensor}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("28", 0)]
    [InlineData("28.0", 0)]
    [InlineData("29", 1)]
    public void A_wrong_total_is_a_warning(string total, int warnings)
    {
        ThreeTensors().SaveShards(_folder.Path, largestShard: 12);
        string text = File.ReadAllText(Index);
        Assert.Contains("\"total_size\": 28", text, StringComparison.Ordinal);
        File.WriteAllText(Index, text.Replace("\"total_size\": 28", $"\"total_size\": {total}", StringComparison.Ordinal));
        using ShardedCheckpoint checkpoint = ShardedCheckpoint.Open(Index);
        Assert.Equal(warnings, checkpoint.Warnings.Count);
    }

    [Fact]
    public void A_folder_with_two_checkpoints_is_refused_unless_they_agree()
    {
        ThreeTensors().SaveShards(_folder.Path, largestShard: 12);
        string single = Path.Combine(_folder.Path, "model.safetensors");
        ThreeTensors().SaveTo(single);
        Checkpoint.Open(_folder.Path).Dispose();
        new SafeTensorsWriter().Add("a", new TensorShape(2), new float[2]).SaveTo(single);
        Assert.Equal(
            CheckpointError.AmbiguousCheckpoint, Assert.Throws<InvalidDataException>(() => Checkpoint.Open(_folder.Path)).CheckpointError);
        Checkpoint.Open(single).Dispose();
        Checkpoint.Open(Index).Dispose();
    }

    [Fact]
    public void Pickles_are_never_read_and_empty_folders_named()
    {
        Assert.Equal(CheckpointError.NoCheckpoint, Refusal(_folder.Path));
        _folder.Write("pytorch_model.bin", [0x80, 2]);
        Assert.Equal(CheckpointError.UnsafeFormat, Refusal(_folder.Path));
        Assert.Equal(CheckpointError.UnsafeFormat, Refusal(Path.Combine(_folder.Path, "pytorch_model.bin")));

        static CheckpointError? Refusal(string path) =>
            Assert.Throws<InvalidDataException>(() => Checkpoint.Open(path)).CheckpointError;
    }

    private static SafeTensorsWriter ThreeTensors() => new SafeTensorsWriter()
        .Add("a", new TensorShape(2), new float[] { 1, 2 })
        .Add("b", new TensorShape(1), new float[] { 3 })
        .Add("c", new TensorShape(2, 2), new float[] { 4, 5, 6, 7 });

    private InvalidDataException AssertRefused(CheckpointError error, string index)
    {
        File.WriteAllBytes(Index, Encoding.UTF8.GetBytes(index));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => ShardedCheckpoint.Open(Index).Dispose());
        Assert.Equal(error, refusal.CheckpointError);
        Assert.StartsWith(Index, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
