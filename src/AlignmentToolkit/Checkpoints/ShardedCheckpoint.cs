using System.Diagnostics.CodeAnalysis;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Several safetensors files and the index that says which tensor lies where.</summary>
public sealed class ShardedCheckpoint : ITensorSource
{
    private readonly Dictionary<string, SafeTensorsFile> _shards;
    private readonly IReadOnlyDictionary<string, string> _shardOf;

    private ShardedCheckpoint(ShardIndex index, Dictionary<string, SafeTensorsFile> shards)
    {
        Location = index.Path;
        _shardOf = index.ShardOf;
        _shards = shards;
        long bytes = Entries.Sum(entry => entry.ByteCount);
        if (index.TotalBytes is double total && total != bytes)
            Warnings = [string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{Location}: total_size is {total:R}, where the tensors have {bytes} bytes.")];
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>What is odd but harmless, such as a wrong <c>total_size</c>.</summary>
    public IReadOnlyList<string> Warnings { get; } = [];

    /// <summary>Names of the shards.</summary>
    public IEnumerable<string> Shards => _shards.Keys.Order(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<TensorEntry> Entries => Shards.SelectMany(shard => _shards[shard].Entries);

    /// <summary>Opens an index and all of its shards.</summary>
    /// <param name="path"><c>model.safetensors.index.json</c>.</param>
    /// <exception cref="InvalidDataException">
    /// Index or shard is not what it should be, a shard is missing, or index and shards hold different tensors.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ShardedCheckpoint Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ShardIndex index = ShardIndex.Read(path);
        Dictionary<string, SafeTensorsFile> shards = new(StringComparer.Ordinal);
        try
        {
            foreach (IGrouping<string, string> shard in index.ShardOf.GroupBy(pair => pair.Value, pair => pair.Key))
                shards.Add(shard.Key, OpenShard(index, shard.Key, [.. shard]));
            return new ShardedCheckpoint(index, shards);
        }
        catch
        {
            foreach (SafeTensorsFile shard in shards.Values) shard.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out TensorEntry? entry)
    {
        entry = null;
        return _shardOf.TryGetValue(name, out string? shard) && _shards[shard].TryGetEntry(name, out entry);
    }

    /// <inheritdoc/>
    public void ReadSingle(string name, long first, Span<float> values) => Shard(name).ReadSingle(name, first, values);

    /// <inheritdoc/>
    public TensorBytes Map(string name) => Shard(name).Map(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SafeTensorsFile shard in _shards.Values) shard.Dispose();
    }

    private static SafeTensorsFile OpenShard(ShardIndex index, string shard, IReadOnlyList<string> names)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(index.Path))!, shard);
        if (!File.Exists(path))
            throw CheckpointErrors.Refuse(
                CheckpointError.MissingShard, index.Path, $"shard {shard} is missing, and with it {names.Count} tensors");
        SafeTensorsFile file = SafeTensorsFile.Open(path);
        try
        {
            foreach (string name in names)
            {
                if (!file.TryGetEntry(name, out _))
                    throw Mismatch($"the index puts {PrintableName.Of(name)} into {shard}, which has no such tensor");
            }

            foreach (TensorEntry entry in file.Entries)
            {
                if (!index.ShardOf.TryGetValue(entry.Name, out string? owner))
                    throw Mismatch($"{shard} holds {entry}, which the index does not list");
                if (owner != shard) throw Mismatch($"both {owner} and {shard} hold {PrintableName.Of(entry.Name)}");
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }

        InvalidDataException Mismatch(string reason) => CheckpointErrors.Refuse(CheckpointError.IndexMismatch, index.Path, reason);
    }

    private SafeTensorsFile Shard(string name) => _shardOf.TryGetValue(name, out string? shard)
        ? _shards[shard]
        : throw CheckpointErrors.Refuse(CheckpointError.MissingTensor, Location, $"there is no tensor {PrintableName.Of(name)}");
}
