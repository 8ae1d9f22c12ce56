using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Keeps the tokens that are at least p times as likely as the likeliest [Nguyen 2025]: Pᵢ ≥ p · maxⱼ Pⱼ.</summary>
/// <remarks>With logits: zᵢ ≥ maxⱼ zⱼ + log p.</remarks>
public sealed class MinP : ILogitsProcessor
{
    private readonly double _fraction;

    /// <summary>Keeps tokens near the likeliest.</summary>
    /// <param name="fraction">p, 0 … 1: 0 keeps all, 1 keeps those that tie with the likeliest.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not in 0 … 1.</exception>
    public MinP(double fraction)
    {
        Demand.Fraction(fraction);
        _fraction = fraction;
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"min-p {_fraction}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step) =>
        Row.KeepAtLeast(logits, Row.AtLeast(Row.Largest(logits) + Math.Log(_fraction)));
}
