using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics;

/// <summary>The distribution between two others that is proportional to P_a^(1−c) P_b^c: a straight line between logits.</summary>
/// <remarks>A constant added to either row changes nothing after the softmax, so logits and log-probabilities mix alike.</remarks>
public static class GeometricMixture
{
    /// <summary>zᵢ ← (1 − c) aᵢ + c bᵢ.</summary>
    /// <remarks>At c = 0 the result is a and at c = 1 it is b, bit for bit. Between, a token that either row has removed is removed.
    /// </remarks>
    /// <param name="a">Logits.</param>
    /// <param name="b">Logits, as many.</param>
    /// <param name="weight">c, 0 … 1.</param>
    /// <param name="result">z, as long; it may be a or b.</param>
    /// <exception cref="InvalidLogitsException">A row is empty, holds NaN or +∞, or is −∞ everywhere; or together they have no token.
    /// </exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not in 0 … 1.</exception>
    public static void Apply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, double weight, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(weight is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(weight), weight.ToString(CultureInfo.InvariantCulture), "Allowed: 0 to 1.");
        if (a.Length != b.Length || a.Length != result.Length)
            throw new ArgumentException($"Three rows of one length are needed; they have {a.Length}, {b.Length} and {result.Length}.");
        LogitRow.Largest(a);
        LogitRow.Largest(b);
        if (weight == 0) a.CopyTo(result);
        else if (weight == 1) b.CopyTo(result);
        else Between(a, b, weight, result);
    }

    private static void Between<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, double weight, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> first = stackalloc double[Mass.Chunk];
        Span<double> second = stackalloc double[Mass.Chunk];
        for (int i = 0; i < a.Length; i += Mass.Chunk)
        {
            int length = Math.Min(Mass.Chunk, a.Length - i);
            TensorPrimitives.ConvertTruncating(a.Slice(i, length), first);
            TensorPrimitives.ConvertTruncating(b.Slice(i, length), second);
            TensorPrimitives.Multiply<double>(first[..length], 1 - weight, first);
            TensorPrimitives.Multiply<double>(second[..length], weight, second);
            TensorPrimitives.Add<double>(first[..length], second[..length], first);
            TensorPrimitives.ConvertTruncating(first[..length], result.Slice(i, length));
        }

        LogitRow.Largest<T>(result);
    }
}
