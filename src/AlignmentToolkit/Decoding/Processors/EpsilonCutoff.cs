using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Keeps the tokens with a probability of at least ε, and always the likeliest [Hewitt 2022].</summary>
public sealed class EpsilonCutoff : ILogitsProcessor
{
    private readonly double _epsilon;
    private readonly int _minimumKept;

    /// <summary>Removes unlikely tokens.</summary>
    /// <param name="epsilon">ε, more than 0 and less than 1.</param>
    /// <param name="minimumKept">Fewest tokens that are left, at least 1, and whatever ties with the last of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not more than 0 and less than 1, or
    /// <paramref name="minimumKept"/> is less than 1.</exception>
    public EpsilonCutoff(double epsilon, int minimumKept = 1)
    {
        Demand.ProperFraction(epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumKept, 1);
        (_epsilon, _minimumKept) = (epsilon, minimumKept);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"epsilon cutoff {_epsilon}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        float largest = LogitRow.Largest(logits);
        double logit = largest + Math.Log(Mass.Of(logits, largest)) + Math.Log(_epsilon);
        Largest.KeepAtLeast(logits, Math.Min(largest, Row.AtLeast(logit)), _minimumKept, keepsTies: true);
    }
}
