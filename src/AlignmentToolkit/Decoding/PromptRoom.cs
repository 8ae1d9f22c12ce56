namespace AlignmentToolkit.Decoding;

/// <summary>How much room a prompt leaves for an answer.</summary>
internal static class PromptRoom
{
    /// <summary>The number of tokens that still fit into the model's context.</summary>
    /// <exception cref="ArgumentException">The prompt is empty, or leaves no room.</exception>
    public static int For(INextTokenModel model, ReadOnlySpan<int> prompt)
    {
        if (prompt.IsEmpty) throw new ArgumentException("The prompt is empty; it needs at least one token.", nameof(prompt));
        if (prompt.Length < model.ContextLength) return model.ContextLength - prompt.Length;
        throw new ArgumentException(
            $"The prompt has {prompt.Length} tokens; the model's context holds {model.ContextLength}, prompt and answer together.",
            nameof(prompt));
    }
}
