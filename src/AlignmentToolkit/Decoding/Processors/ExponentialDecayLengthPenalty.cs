using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Makes end tokens likelier and likelier once an answer has a given length.</summary>
/// <remarks>
/// z ← z + |z| (fⁿ − 1) for each end token, where the answer has n &gt; 0 tokens more than the given number, as HuggingFace transformers.
/// </remarks>
public sealed class ExponentialDecayLengthPenalty : ILogitsProcessor
{
    private readonly int _start;
    private readonly double _factor;
    private readonly int[] _endTokens;

    /// <summary>Keeps answers from being long.</summary>
    /// <param name="start">Tokens of an answer before it is pushed to end, at least 0.</param>
    /// <param name="factor">f, finite and greater than 0; above 1 it pushes answers to end, below 1 to go on.</param>
    /// <param name="endTokens">Tokens that end an answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public ExponentialDecayLengthPenalty(int start, double factor, IEnumerable<int> endTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        Demand.FiniteAndPositive(factor);
        (_start, _factor, _endTokens) = (start, factor, [.. endTokens]);
        Demand.Tokens(_endTokens, int.MaxValue, nameof(endTokens));
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"exponential decay {_factor} from length {_start} on");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        int excess = context.Length - step.PromptLength - _start;
        if (excess <= 0) return;
        Demand.Tokens(_endTokens, logits.Length, "endTokens");
        double growth = Math.Pow(_factor, excess) - 1;
        foreach (int token in _endTokens)
        {
            double logit = logits[token];
            if (double.IsNegativeInfinity(logit) || logit == 0) continue;
            logits[token] = (float)Math.Min(logit + (Math.Abs(logit) * growth), float.MaxValue);
        }
    }
}
