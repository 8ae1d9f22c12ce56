using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics;

/// <summary>How far two distributions over the same tokens are apart, in nats, summed in double precision.</summary>
/// <remarks>
/// From probabilities, each row of which sums to 1; or from two rows of logits, without probabilities in between. Bounds: 0 ≤ TV ≤ 1,
/// TV² ≤ ½ KL (Pinsker), 0 ≤ JS ≤ log 2.
/// </remarks>
public static partial class Divergence
{
    /// <summary>KL(p‖q) = Σᵢ pᵢ log(pᵢ / qᵢ), with 0 log 0 = 0.</summary>
    /// <param name="p">p.</param>
    /// <param name="q">q, of the length of p.</param>
    /// <returns>At least 0; +∞ where q is 0 and p is not.</returns>
    /// <exception cref="ArgumentException">There are no probabilities, one is not in 0 … 1, or the lengths differ.</exception>
    public static double KullbackLeibler<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(p, q);
        Span<double> first = stackalloc double[Mass.Chunk];
        Span<double> second = stackalloc double[Mass.Chunk];
        double sum = 0;
        for (int i = 0; i < p.Length; i += Mass.Chunk)
        {
            int length = Math.Min(Mass.Chunk, p.Length - i);
            TensorPrimitives.ConvertTruncating(p.Slice(i, length), first);
            TensorPrimitives.ConvertTruncating(q.Slice(i, length), second);
            sum += OfParts(first[..length], second[..length]);
        }

        return Math.Max(0, sum);
    }

    /// <summary>TV(p, q) = ½ Σᵢ |pᵢ − qᵢ|: the most by which they can differ on an event.</summary>
    /// <param name="p">p.</param>
    /// <param name="q">q, of the length of p.</param>
    /// <returns>0 … 1.</returns>
    /// <exception cref="ArgumentException">There are no probabilities, one is not in 0 … 1, or the lengths differ.</exception>
    public static double TotalVariation<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(p, q);
        Span<double> first = stackalloc double[Mass.Chunk];
        Span<double> second = stackalloc double[Mass.Chunk];
        double sum = 0;
        for (int i = 0; i < p.Length; i += Mass.Chunk)
        {
            int length = Math.Min(Mass.Chunk, p.Length - i);
            TensorPrimitives.ConvertTruncating(p.Slice(i, length), first);
            TensorPrimitives.ConvertTruncating(q.Slice(i, length), second);
            TensorPrimitives.Subtract<double>(first[..length], second[..length], first);
            sum += TensorPrimitives.SumOfMagnitudes<double>(first[..length]);
        }

        return Math.Min(1, 0.5 * sum);
    }

    /// <summary>JS(p, q) = ½ KL(p‖m) + ½ KL(q‖m), m = ½ (p + q).</summary>
    /// <param name="p">p.</param>
    /// <param name="q">q, of the length of p.</param>
    /// <returns>0 … log 2.</returns>
    /// <exception cref="ArgumentException">There are no probabilities, one is not in 0 … 1, or the lengths differ.</exception>
    public static double JensenShannon<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(p, q);
        Span<double> first = stackalloc double[Mass.Chunk];
        Span<double> second = stackalloc double[Mass.Chunk];
        Span<double> middle = stackalloc double[Mass.Chunk];
        double sum = 0;
        for (int i = 0; i < p.Length; i += Mass.Chunk)
        {
            int length = Math.Min(Mass.Chunk, p.Length - i);
            TensorPrimitives.ConvertTruncating(p.Slice(i, length), first);
            TensorPrimitives.ConvertTruncating(q.Slice(i, length), second);
            TensorPrimitives.Add<double>(first[..length], second[..length], middle);
            TensorPrimitives.Multiply<double>(middle[..length], 0.5, middle);
            sum += OfParts(first[..length], middle[..length]) + OfParts(second[..length], middle[..length]);
        }

        return Math.Clamp(0.5 * sum, 0, Math.Log(2));
    }

    private static void Check<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProbabilityRow.Check(p, nameof(p));
        ProbabilityRow.Check(q, nameof(q));
        CheckLengths(p.Length, q.Length);
    }

    private static void CheckLengths(int first, int second)
    {
        if (first != second)
            throw new ArgumentException($"One row has {first} entries, the other {second}; both have to be over the same tokens.");
    }

    /// <summary>Σᵢ pᵢ (log pᵢ − log qᵢ) over a part of two rows.</summary>
    private static double OfParts(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        Span<double> differences = stackalloc double[Mass.Chunk];
        Span<double> logarithms = stackalloc double[Mass.Chunk];
        differences = differences[..p.Length];
        TensorPrimitives.Log(p, differences);
        TensorPrimitives.Log(q, logarithms);
        TensorPrimitives.Subtract<double>(differences, logarithms[..p.Length], differences);

        // Where p is 0 the difference is −∞ or NaN, and has to count nothing; where only q is 0 it is +∞ and stays.
        TensorPrimitives.MaxNumber<double>(differences, double.MinValue, differences);
        return TensorPrimitives.Dot<double>(p, differences);
    }
}
