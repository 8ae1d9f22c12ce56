using System.Text.Json.Serialization;

namespace AlignmentToolkit.Datasets;

/// <summary>One file of a data set in the catalogue.</summary>
public sealed record DataFileEntry
{
    /// <summary>Where the file lies below the data folder, parts joined by '/'.</summary>
    public required string Path { get; init; }

    /// <summary>Exact length.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits; null where the publisher gives only an MD5 sum.</summary>
    public string? Sha256 { get; init; }

    /// <summary>MD5 of the file, 32 hexadecimal digits; only where no SHA-256 is published.</summary>
    public string? Md5 { get; init; }

    /// <summary>Public addresses of these bytes, the first one preferred; at least one, all HTTPS.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>The sum the file is checked by, in lower-case hexadecimal.</summary>
    [JsonIgnore]
    public string Sum => (Sha256 ?? Md5)!.ToLowerInvariant();
}
