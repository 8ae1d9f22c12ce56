using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Keeps the tokens with a probability of at least ε, and always the likeliest [Hewitt 2022].</summary>
public sealed class EpsilonCutoff : ILogitsProcessor
{
    private readonly double _epsilon;

    /// <summary>Removes unlikely tokens.</summary>
    /// <param name="epsilon">ε, more than 0 and less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not more than 0 and less than 1.</exception>
    public EpsilonCutoff(double epsilon)
    {
        Demand.ProperFraction(epsilon);
        _epsilon = epsilon;
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"epsilon cutoff {_epsilon}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        float largest = Row.Largest(logits);
        double logProbability = Math.Log(_epsilon);
        Row.KeepAtLeast(logits, Math.Min(largest, Row.AtLeast(largest + Math.Log(Mass.Of(logits, largest)) + logProbability)));
    }
}
