using System.Text.Json.Serialization;

namespace AlignmentToolkit.Datasets;

/// <summary>A public data set: what it is, under which terms, and which files make it up.</summary>
public sealed record DataSetEntry
{
    /// <summary>The name by which programs ask for it, for example "mnist".</summary>
    public required string Name { get; init; }

    /// <summary>The name by which people know it.</summary>
    public required string Title { get; init; }

    /// <summary>What is in it.</summary>
    public required string Description { get; init; }

    /// <summary>The terms its publisher states.</summary>
    public required string Licence { get; init; }

    /// <summary>Where to read about it.</summary>
    public required string Homepage { get; init; }

    /// <summary>Its files; at least one.</summary>
    public required IReadOnlyList<DataFileEntry> Files { get; init; }

    /// <summary>Length of all files together.</summary>
    [JsonIgnore]
    public long Bytes => Files.Sum(file => file.Bytes);
}
