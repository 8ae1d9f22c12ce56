using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Removes given tokens: always, or only as the first token of an answer.</summary>
/// <remarks>
/// Rows of an embedding beyond a tokenizer's last id are padding: <see cref="From(int)"/> keeps them from being chosen.
/// </remarks>
public sealed class SuppressedTokens : ILogitsProcessor
{
    private readonly int[] _tokens;
    private readonly int _from;
    private readonly bool _onlyFirst;

    /// <summary>Suppresses tokens.</summary>
    /// <param name="tokens">Their ids, at least 0.</param>
    /// <param name="onlyFirst">Whether they may come later in an answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is negative.</exception>
    public SuppressedTokens(IEnumerable<int> tokens, bool onlyFirst = false)
        : this([.. tokens], int.MaxValue, onlyFirst)
    {
        Demand.Tokens(_tokens, int.MaxValue, nameof(tokens));
    }

    private SuppressedTokens(int[] tokens, int from, bool onlyFirst) => (_tokens, _from, _onlyFirst) = (tokens, from, onlyFirst);

    /// <inheritdoc/>
    public string Name =>
        _from < int.MaxValue ? $"no tokens from {_from} on" : $"suppressed {(_onlyFirst ? "first " : "")}tokens ({_tokens.Length})";

    /// <summary>Suppresses all tokens from an id on.</summary>
    /// <param name="token">The first, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="token"/> is less than 1.</exception>
    public static SuppressedTokens From(int token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(token, 1);
        return new SuppressedTokens([], token, false);
    }

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        if (_onlyFirst && context.Length > step.PromptLength) return;
        if (_from < logits.Length) logits[_from..].Fill(float.NegativeInfinity);
        Demand.Tokens(_tokens, logits.Length, "tokens");
        foreach (int token in _tokens) logits[token] = float.NegativeInfinity;
    }
}
