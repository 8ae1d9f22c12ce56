namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>A file could not be fetched from any address, or not be written; the message is one line for people.</summary>
public sealed class DownloadException : IOException
{
    /// <summary>A failed download.</summary>
    /// <param name="message">File, addresses and reasons.</param>
    /// <param name="innerException">What was caught.</param>
    public DownloadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
