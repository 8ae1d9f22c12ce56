using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Keeps the tokens that are at least p times as likely as the likeliest [Nguyen 2025]: Pᵢ ≥ p · maxⱼ Pⱼ.</summary>
/// <remarks>With logits: zᵢ ≥ maxⱼ zⱼ + log p.</remarks>
public sealed class MinP : ILogitsProcessor
{
    private readonly double _fraction;
    private readonly int _minimumKept;

    /// <summary>Keeps tokens near the likeliest.</summary>
    /// <param name="fraction">p, 0 … 1: 0 keeps all, 1 keeps those that tie with the likeliest.</param>
    /// <param name="minimumKept">Fewest tokens that are left, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not in 0 … 1, or
    /// <paramref name="minimumKept"/> is less than 1.</exception>
    public MinP(double fraction, int minimumKept = 1)
    {
        Demand.Fraction(fraction);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumKept, 1);
        (_fraction, _minimumKept) = (fraction, minimumKept);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"min-p {_fraction}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        float threshold = Row.AtLeast(LogitRow.Largest(logits) + Math.Log(_fraction));
        Largest.KeepAtLeast(logits, threshold, _minimumKept, keepsTies: false);
    }
}
