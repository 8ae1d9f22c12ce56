using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics;

public static partial class Divergence
{
    /// <summary>KL(softmax(a / T) ‖ softmax(b / T)).</summary>
    /// <param name="a">Logits of p.</param>
    /// <param name="b">Logits of q, as many.</param>
    /// <param name="temperature">T, finite and greater than 0.</param>
    /// <returns>At least 0, and 0 for rows that are equal; +∞ where b is −∞ and a is not.</returns>
    /// <exception cref="InvalidLogitsException">A row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite and greater than 0.</exception>
    public static double KullbackLeiblerOfLogits<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T largestOfA, T largestOfB) = CheckLogits(a, b, temperature);
        Span<double> exponents = stackalloc double[Mass.Chunk];
        Span<double> others = stackalloc double[Mass.Chunk];
        Span<double> weights = stackalloc double[Mass.Chunk];
        double massOfA = 0, massOfB = 0, moment = 0;
        for (int i = 0; i < a.Length; i += Mass.Chunk)
        {
            int length = Math.Min(Mass.Chunk, a.Length - i);
            Span<double> differences = exponents[..length];
            Mass.Exponents(a.Slice(i, length), largestOfA, differences, temperature);
            Mass.Exponents(b.Slice(i, length), largestOfB, others[..length], temperature);
            TensorPrimitives.Exp<double>(differences, weights);
            massOfA += TensorPrimitives.Sum<double>(weights[..length]);
            TensorPrimitives.Subtract<double>(differences, others[..length], differences);
            TensorPrimitives.Exp<double>(others[..length], others);
            massOfB += TensorPrimitives.Sum<double>(others[..length]);

            // A token that p does not have makes −∞ or NaN, and has to count nothing; one that only q does not have makes +∞, which stays.
            TensorPrimitives.MaxNumber<double>(differences, double.MinValue, differences);
            moment += TensorPrimitives.Dot<double>(weights[..length], differences);
        }

        // NaN is 0 · ∞: of a token that q does not have, and that is too unlikely in p for double precision.
        if (double.IsNaN(moment)) return double.PositiveInfinity;
        return Math.Max(0, (moment / massOfA) - Math.Log(massOfA / massOfB));
    }

    /// <summary>TV(softmax(a / T), softmax(b / T)).</summary>
    /// <param name="a">Logits of p.</param>
    /// <param name="b">Logits of q, as many.</param>
    /// <param name="temperature">T, finite and greater than 0.</param>
    /// <returns>0 … 1.</returns>
    /// <exception cref="InvalidLogitsException">A row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite and greater than 0.</exception>
    public static double TotalVariationOfLogits<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T largestOfA, T largestOfB) = CheckLogits(a, b, temperature);
        double massOfA = Mass.Of(a, largestOfA, temperature);
        double massOfB = Mass.Of(b, largestOfB, temperature);
        Span<double> first = stackalloc double[Mass.Chunk];
        Span<double> second = stackalloc double[Mass.Chunk];
        double sum = 0;
        for (int i = 0; i < a.Length; i += Mass.Chunk)
        {
            int length = Math.Min(Mass.Chunk, a.Length - i);
            Mass.Exponentials(a.Slice(i, length), largestOfA, first, temperature);
            Mass.Exponentials(b.Slice(i, length), largestOfB, second, temperature);
            TensorPrimitives.Divide<double>(first[..length], massOfA, first);
            TensorPrimitives.Divide<double>(second[..length], massOfB, second);
            TensorPrimitives.Subtract<double>(first[..length], second[..length], first);
            sum += TensorPrimitives.SumOfMagnitudes<double>(first[..length]);
        }

        return Math.Min(1, 0.5 * sum);
    }

    private static (T LargestOfA, T LargestOfB) CheckLogits<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, double temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LogitRow.CheckTemperature(temperature);
        CheckLengths(a.Length, b.Length);
        return (LogitRow.Largest(a), LogitRow.Largest(b));
    }
}
