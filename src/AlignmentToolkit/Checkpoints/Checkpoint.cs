namespace AlignmentToolkit.Checkpoints;

/// <summary>Opens the tensors of a checkpoint, in whichever of the known forms it comes.</summary>
public static class Checkpoint
{
    /// <summary>Name of the file of a checkpoint that is not sharded.</summary>
    public const string FileName = "model.safetensors";

    private static readonly string[] PickleSuffixes = [".bin", ".pt", ".pth", ".ckpt", ".pkl"];

    /// <summary>Opens a safetensors file, an index of shards, or a folder with one of the two.</summary>
    /// <remarks>
    /// A folder with both is refused unless they hold the same tensors, for programs differ on which they read. Pickles are never read.
    /// </remarks>
    /// <param name="path">File or folder.</param>
    /// <exception cref="InvalidDataException">It is not a checkpoint of a known form; the message names file, tensor and
    /// reason.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ITensorSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) return OpenFolder(path);
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return ShardedCheckpoint.Open(path);
        if (IsPickle(path)) throw RefusePickle(path);
        return SafeTensorsFile.Open(path);
    }

    private static ITensorSource OpenFolder(string folder)
    {
        string single = Path.Combine(folder, FileName), index = Path.Combine(folder, ShardIndex.FileName);
        bool hasSingle = File.Exists(single), hasIndex = File.Exists(index);
        if (hasSingle && hasIndex) return OpenBoth(folder, single, index);
        if (hasSingle) return SafeTensorsFile.Open(single);
        if (hasIndex) return ShardedCheckpoint.Open(index);
        string? pickle = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(IsPickle);
        if (pickle is not null) throw RefusePickle(pickle);
        throw CheckpointErrors.Refuse(
            CheckpointError.NoCheckpoint, folder, $"the folder has neither {FileName} nor {ShardIndex.FileName}");
    }

    private static ShardedCheckpoint OpenBoth(string folder, string single, string index)
    {
        using SafeTensorsFile whole = SafeTensorsFile.Open(single);
        ShardedCheckpoint shards = ShardedCheckpoint.Open(index);
        if (Same(whole.Entries, shards.Entries)) return shards;
        shards.Dispose();
        throw CheckpointErrors.Refuse(
            CheckpointError.AmbiguousCheckpoint, folder,
            $"{FileName} and {ShardIndex.FileName} hold different tensors: name the one you mean");
    }

    private static bool Same(IEnumerable<TensorEntry> a, IEnumerable<TensorEntry> b) =>
        Sorted(a).SequenceEqual(Sorted(b));

    private static IEnumerable<(string, TensorElementType, TensorShape)> Sorted(IEnumerable<TensorEntry> entries) =>
        entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => (entry.Name, entry.ElementType, entry.Shape));

    private static bool IsPickle(string path) =>
        PickleSuffixes.Any(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private static InvalidDataException RefusePickle(string path) => CheckpointErrors.Refuse(
        CheckpointError.UnsafeFormat, path, "a Python pickle can run code when it is read: convert it to safetensors first");
}
