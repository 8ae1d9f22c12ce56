using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Leaves a single token at given places of an answer: its logit becomes 0, all others −∞.</summary>
public sealed class ForcedTokens : ILogitsProcessor
{
    private readonly int[] _tokens;
    private readonly int[] _places;
    private readonly string _what;

    /// <summary>Forces the beginning of an answer.</summary>
    /// <param name="beginning">The tokens the answer starts with.</param>
    public ForcedTokens(IEnumerable<int> beginning)
    {
        _tokens = [.. beginning];
        _places = [.. Enumerable.Range(0, _tokens.Length)];
        _what = $"forced first tokens ({_tokens.Length})";
    }

    /// <summary>Forces one token at one place of an answer: an end token at the last, for instance.</summary>
    /// <param name="token">Its id, at least 0.</param>
    /// <param name="place">Number of tokens of the answer before it, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ForcedTokens(int token, int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        (_tokens, _places, _what) = ([token], [place], $"forced token {token} at {place}");
    }

    /// <inheritdoc/>
    public string Name => _what;

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        int place = Array.IndexOf(_places, context.Length - step.PromptLength);
        if (place < 0) return;
        Demand.Tokens([_tokens[place]], logits.Length, "token");
        logits.Fill(float.NegativeInfinity);
        logits[_tokens[place]] = 0;
    }
}
