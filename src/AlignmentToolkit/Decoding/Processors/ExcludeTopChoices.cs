using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>
/// XTC: now and then removes every token with a probability of at least a threshold, except the least likely of them.
/// </summary>
/// <remarks>As llama.cpp has it: nothing happens when fewer than two tokens reach the threshold.</remarks>
public sealed class ExcludeTopChoices : ILogitsProcessor
{
    private readonly double _probability;
    private readonly double _threshold;
    private readonly RandomStream _stream;
    private readonly int _minimumKept;

    /// <summary>Removes likely tokens.</summary>
    /// <param name="probability">Of doing so in a step, 0 … 1.</param>
    /// <param name="threshold">Probability from which on a token counts as a top choice, more than 0 and less than 1.</param>
    /// <param name="stream">Decides when; one draw a step.</param>
    /// <param name="minimumKept">Nothing is removed when fewer tokens would be left; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public ExcludeTopChoices(double probability, double threshold, RandomStream stream, int minimumKept = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Demand.Fraction(probability);
        Demand.ProperFraction(threshold);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumKept, 1);
        (_probability, _threshold, _stream, _minimumKept) = (probability, threshold, stream, minimumKept);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"exclude top choices {_probability} from {_threshold}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        float largest = LogitRow.Largest(logits);
        if (_stream.NextDouble() >= _probability) return;
        float least = Row.AtLeast(largest + Math.Log(Mass.Of(logits, largest)) + Math.Log(_threshold));
        int last = -1;
        int count = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] < least) continue;
            count++;
            if (last < 0 || logits[i] <= logits[last]) last = i;
        }

        if (count < 2 || Row.CountSurvivors(logits) - (count - 1) < _minimumKept) return;
        for (int i = 0; i < logits.Length; i++)
            if (logits[i] >= least && i != last) logits[i] = float.NegativeInfinity;
    }
}
