using System.Globalization;
using System.Text.Json;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Writes a checkpoint as one file or as shards with an index, named as HuggingFace names them.</summary>
public static class ShardedCheckpointWriter
{
    /// <summary>Writes <c>model.safetensors</c>, or <c>model-00001-of-0000N.safetensors</c> … and their index where one file would be too
    /// large.</summary>
    /// <remarks>The index is written last: a folder without it is one where the writer stopped half-way.</remarks>
    /// <param name="tensors">The tensors. They fill the shards in the order of adding.</param>
    /// <param name="folder">A folder without a checkpoint in the other form.</param>
    /// <param name="largestShard">Bytes of tensors in one shard, positive; a single larger tensor has a shard of its own.</param>
    /// <param name="progress">Told after every tensor, for each shard from 0 to 1.</param>
    /// <param name="cancellation">Stops between two tensors.</param>
    /// <exception cref="IOException">A file cannot be written, or the folder has a checkpoint in the other form.</exception>
    public static void Save(
        SafeTensorsWriter tensors,
        string folder,
        long largestShard,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largestShard);
        List<List<TensorContent>> shards = Divide(tensors.Tensors, largestShard);
        string single = Path.Combine(folder, Checkpoint.FileName), index = Path.Combine(folder, ShardIndex.FileName);
        string other = shards.Count == 1 ? index : single;
        if (File.Exists(other)) throw new IOException($"{other} is in the way: beside it the new checkpoint would be ambiguous.");
        if (shards.Count == 1)
        {
            tensors.Save(single, progress, cancellation);
            return;
        }

        SortedDictionary<string, string> shardOf = new(StringComparer.Ordinal);
        for (int i = 0; i < shards.Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"model-{i + 1:D5}-of-{shards.Count:D5}.safetensors");
            SafeTensorsWriter.Save(Path.Combine(folder, name), shards[i], tensors.Metadata, progress, cancellation);
            foreach (TensorContent tensor in shards[i]) shardOf.Add(tensor.Name, name);
        }

        AtomicFile.Write(index, stream => WriteIndex(stream, tensors.TotalBytes, shardOf));
    }

    private static List<List<TensorContent>> Divide(IReadOnlyList<TensorContent> tensors, long largestShard)
    {
        List<List<TensorContent>> shards = [[]];
        long bytes = 0;
        foreach (TensorContent tensor in tensors)
        {
            if (shards[^1].Count > 0 && bytes + tensor.ByteCount > largestShard)
            {
                shards.Add([]);
                bytes = 0;
            }

            shards[^1].Add(tensor);
            bytes += tensor.ByteCount;
        }

        return shards;
    }

    private static void WriteIndex(Stream stream, long totalBytes, SortedDictionary<string, string> shardOf)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteNumber("total_size", totalBytes);
        json.WriteEndObject();
        json.WriteStartObject("weight_map");
        foreach ((string tensor, string shard) in shardOf) json.WriteString(tensor, shard);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
