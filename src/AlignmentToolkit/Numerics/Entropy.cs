using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics;

/// <summary>How undecided a distribution is, in nats, summed in double precision: H(p) = −Σᵢ pᵢ log pᵢ with 0 log 0 = 0.</summary>
public static class Entropy
{
    /// <summary>H(p), 0 … log V.</summary>
    /// <param name="probabilities">p, which sums to 1.</param>
    /// <exception cref="ArgumentException">There are no probabilities, or one is not in 0 … 1.</exception>
    public static double Of<T>(ReadOnlySpan<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProbabilityRow.Check(probabilities, nameof(probabilities));
        Span<double> wide = stackalloc double[Mass.Chunk];
        Span<double> logs = stackalloc double[Mass.Chunk];
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i += Mass.Chunk)
        {
            int length = Math.Min(Mass.Chunk, probabilities.Length - i);
            Span<double> p = wide[..length];
            Span<double> logarithms = logs[..length];
            TensorPrimitives.ConvertTruncating(probabilities.Slice(i, length), p);
            TensorPrimitives.Log<double>(p, logarithms);
            TensorPrimitives.Max(logarithms, double.MinValue, logarithms);
            sum += TensorPrimitives.Dot<double>(p, logarithms);
        }

        return Math.Max(0, -sum);
    }

    /// <summary>H(softmax(z / T)), 0 … log V.</summary>
    /// <param name="logits">z.</param>
    /// <param name="temperature">T, finite and greater than 0.</param>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite and greater than 0.</exception>
    public static double OfLogits<T>(ReadOnlySpan<T> logits, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LogitRow.CheckTemperature(temperature);
        return Math.Max(0, Mass.WithEntropy(logits, LogitRow.Largest(logits), temperature).Entropy);
    }
}
