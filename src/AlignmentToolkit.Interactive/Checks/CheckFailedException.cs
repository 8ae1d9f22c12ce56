namespace AlignmentToolkit.Interactive.Checks;

/// <summary>An answer is not what was asked for. The message says what was asked and what came back, never the expected value.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>A failure without a message.</summary>
    public CheckFailedException()
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">What was asked and what came back.</param>
    public CheckFailedException(string message)
        : base(message)
    {
    }

    /// <summary>A failure that another one caused.</summary>
    /// <param name="message">What was asked and what came back.</param>
    /// <param name="innerException">The cause.</param>
    public CheckFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
