namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>A transfer failed.</summary>
public sealed class TransportException : IOException
{
    /// <summary>A failed transfer.</summary>
    /// <param name="failure">What it means for the next attempt.</param>
    /// <param name="message">The reason, in a few words without the address.</param>
    /// <param name="innerException">What was caught.</param>
    public TransportException(TransportFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What it means for the next attempt.</summary>
    public TransportFailure Failure { get; }
}
