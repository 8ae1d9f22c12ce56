namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>Bytes on their way.</summary>
/// <param name="content">The bytes; disposed with the response.</param>
/// <param name="owner">What else ends with the response; may be null.</param>
public sealed class ByteResponse(Stream content, IDisposable? owner = null) : IDisposable
{
    /// <summary>The bytes from <see cref="Offset"/> on.</summary>
    public Stream Content { get; } = content;

    /// <summary>Position of the first byte in the whole file: the wanted offset, or 0.</summary>
    public long Offset { get; init; }

    /// <summary>Length of the whole file as the server states it; null if it does not.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>
    /// What identifies this version of the file to the server (a strong entity tag, or a date); null if there is nothing.
    /// </summary>
    public string? Validator { get; init; }

    /// <summary>Ends the transfer.</summary>
    public void Dispose()
    {
        Content.Dispose();
        owner?.Dispose();
    }
}
