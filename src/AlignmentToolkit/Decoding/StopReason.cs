namespace AlignmentToolkit.Decoding;

/// <summary>Why an answer ended.</summary>
public enum StopReason
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>An end token was chosen.</summary>
    EndToken,

    /// <summary>A stop sequence was completed.</summary>
    StopSequence,

    /// <summary>It has as many tokens as were asked for.</summary>
    MaximumTokens,

    /// <summary>The model's context is full.</summary>
    ContextFull,
}
