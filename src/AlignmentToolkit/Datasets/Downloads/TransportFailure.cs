namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>What a failed transfer means for the next attempt.</summary>
public enum TransportFailure
{
    /// <summary>May pass by itself: a cut connection, a busy server.</summary>
    Temporary,

    /// <summary>Will not pass: no such file, refused, unknown host.</summary>
    Permanent,

    /// <summary>The server has no bytes at the wanted offset; the earlier part is not of its file.</summary>
    WrongOffset,
}
