using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Removes every token that would complete a sequence of n tokens which prompt or answer already holds.</summary>
public sealed class NoRepeatNGram : ILogitsProcessor
{
    private readonly int _length;

    /// <summary>Forbids sequences to occur twice.</summary>
    /// <param name="length">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1.</exception>
    public NoRepeatNGram(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _length = length;
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"no repeated {_length}-gram");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        if (context.Length < _length) return;
        Demand.Tokens(context, logits.Length, nameof(context));
        ReadOnlySpan<int> ending = context[^(_length - 1)..];

        // What follows an earlier occurrence of the last n − 1 tokens; the ending itself is followed by nothing yet.
        for (int start = 0; start + ending.Length < context.Length; start++)
        {
            int found = context[start..^1].IndexOf(ending);
            if (found < 0) return;
            start += found;
            logits[context[start + ending.Length]] = float.NegativeInfinity;
        }
    }
}
