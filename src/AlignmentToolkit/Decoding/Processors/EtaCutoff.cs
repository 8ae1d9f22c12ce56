using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>
/// Keeps the tokens with a probability of at least η = min(ε, √ε · exp(−H)), H the entropy, and always the likeliest [Hewitt 2022].
/// </summary>
public sealed class EtaCutoff : ILogitsProcessor
{
    private readonly double _epsilon;
    private readonly int _minimumKept;

    /// <summary>Removes tokens that are unlikely for a distribution of this entropy.</summary>
    /// <param name="epsilon">ε, more than 0 and less than 1.</param>
    /// <param name="minimumKept">Fewest tokens that are left, at least 1, and whatever ties with the last of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not more than 0 and less than 1, or
    /// <paramref name="minimumKept"/> is less than 1.</exception>
    public EtaCutoff(double epsilon, int minimumKept = 1)
    {
        Demand.ProperFraction(epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumKept, 1);
        (_epsilon, _minimumKept) = (epsilon, minimumKept);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"eta cutoff {_epsilon}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        float largest = LogitRow.Largest(logits);
        (double mass, double entropy) = Mass.WithEntropy(logits, largest);
        double logEta = Math.Min(Math.Log(_epsilon), (0.5 * Math.Log(_epsilon)) - entropy);
        double logit = largest + Math.Log(mass) + logEta;
        Largest.KeepAtLeast(logits, Math.Min(largest, Row.AtLeast(logit)), _minimumKept, keepsTies: true);
    }
}
