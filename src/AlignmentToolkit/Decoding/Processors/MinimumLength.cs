using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Removes the tokens that would end an answer before it is long enough.</summary>
public sealed class MinimumLength : ILogitsProcessor
{
    private readonly int _length;
    private readonly int[] _endTokens;
    private readonly bool _countsPrompt;

    /// <summary>Keeps answers from being short.</summary>
    /// <param name="length">Tokens before an end token is allowed, at least 0.</param>
    /// <param name="endTokens">Tokens that end an answer.</param>
    /// <param name="countsPrompt">Whether tokens of the prompt count too.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> or an id is negative.</exception>
    public MinimumLength(int length, IEnumerable<int> endTokens, bool countsPrompt = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _length = length;
        _endTokens = [.. endTokens];
        _countsPrompt = countsPrompt;
        Demand.Tokens(_endTokens, int.MaxValue, nameof(endTokens));
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"minimum length {_length}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        if (context.Length - (_countsPrompt ? 0 : step.PromptLength) >= _length) return;
        Demand.Tokens(_endTokens, logits.Length, "endTokens");
        foreach (int token in _endTokens) logits[token] = float.NegativeInfinity;
    }
}
