using System.Text.Json;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Which tensor lies in which shard: <c>model.safetensors.index.json</c>.</summary>
internal sealed record ShardIndex(string Path, IReadOnlyDictionary<string, string> ShardOf, double? TotalBytes)
{
    public const string FileName = "model.safetensors.index.json";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <exception cref="InvalidDataException">The file is not an index, or names a shard outside its folder.</exception>
    public static ShardIndex Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > SafeTensorsFile.LongestHeader)
            throw Refuse(path, $"an index of {file.Length} bytes is longer than the {SafeTensorsFile.LongestHeader} that are allowed");
        try
        {
            using JsonDocument document = JsonDocument.Parse(file, Strict);
            return Read(path, document.RootElement);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Refuse(path, $"the index is not what the format wants: {cause.Message}");
        }
    }

    private static ShardIndex Read(string path, JsonElement root)
    {
        Dictionary<string, string> shardOf = new(StringComparer.Ordinal);
        foreach (JsonProperty tensor in root.GetProperty("weight_map").EnumerateObject())
        {
            string shard = tensor.Value.GetString() ?? throw new JsonException("weight_map holds null");
            RequireInsideFolder(path, shard);
            shardOf.Add(tensor.Name, shard);
        }

        double? total = null;
        if (root.TryGetProperty("metadata", out JsonElement metadata) && metadata.TryGetProperty("total_size", out JsonElement size))
            total = size.GetDouble();
        return new ShardIndex(path, shardOf, total);
    }

    // A plain name, whatever system the reader runs on: a drive letter or a backslash means nothing here and much elsewhere.
    private static void RequireInsideFolder(string path, string shard)
    {
        bool plain = shard.Length is > 0 and <= 255 && shard is not ("." or "..") && shard.AsSpan().IndexOfAny("/\\:") < 0
            && !shard.Any(char.IsControl) && !shard.StartsWith(' ') && !shard.EndsWith(' ') && !shard.EndsWith('.');
        if (!plain)
            throw CheckpointErrors.Refuse(
                CheckpointError.PathEscape, path, $"shard \"{PrintableName.Of(shard)}\" is not the plain name of a file beside the index");
    }

    private static InvalidDataException Refuse(string path, string reason) =>
        CheckpointErrors.Refuse(CheckpointError.InvalidIndex, path, reason);
}
