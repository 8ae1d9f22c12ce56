using System.Numerics;
using System.Numerics.Tensors;

namespace AlignmentToolkit.Numerics;

/// <summary>How far two vectors, or two matrices read as vectors, point the same way. Sums are formed in double precision.</summary>
/// <remarks>For matrices pass <c>a.Values()</c>: the product is then the Frobenius one, ⟨A, B⟩ = tr Aᵀ B.</remarks>
public static class VectorAngle
{
    private const int Chunk = 256;

    /// <summary>⟨u, v⟩ = Σᵢ uᵢ vᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot<T>(ReadOnlySpan<T> u, ReadOnlySpan<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixShape.CheckLength(v.Length, u.Length, "element of 'u'", nameof(v));
        Span<double> left = stackalloc double[Chunk];
        Span<double> right = stackalloc double[Chunk];
        double sum = 0;
        for (int i = 0; i < u.Length; i += Chunk)
        {
            int length = Math.Min(Chunk, u.Length - i);
            TensorPrimitives.ConvertChecked(u.Slice(i, length), left);
            TensorPrimitives.ConvertChecked(v.Slice(i, length), right);
            sum += TensorPrimitives.Dot<double>(left[..length], right[..length]);
        }

        return sum;
    }

    /// <summary>‖u‖ = (Σᵢ uᵢ²)^½.</summary>
    public static double Norm<T>(ReadOnlySpan<T> u)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Math.Sqrt(Dot(u, u));

    /// <summary>cos ∠(u, v) = ⟨u, v⟩ / (‖u‖ ‖v‖), in [−1, 1]; NaN when one of them is zero.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Cosine<T>(ReadOnlySpan<T> u, ReadOnlySpan<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Math.Clamp(Dot(u, v) / (Norm(u) * Norm(v)), -1, 1);

    /// <summary>∠(u, v) in degrees, in [0, 180]; NaN when one of them is zero.</summary>
    /// <remarks>
    /// The arc cosine loses half of all digits near 0° and 180°, where alignment is judged, so this is
    /// 2 arctan(‖û − v̂‖ / ‖û + v̂‖) with û = u / ‖u‖ and v̂ = v / ‖v‖ [Kahan 2006, section 12].
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double InDegrees<T>(ReadOnlySpan<T> u, ReadOnlySpan<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixShape.CheckLength(v.Length, u.Length, "element of 'u'", nameof(v));
        double uScale = 1 / Norm(u);
        double vScale = 1 / Norm(v);
        Span<double> left = stackalloc double[Chunk];
        Span<double> right = stackalloc double[Chunk];
        double difference = 0;
        double sum = 0;
        for (int i = 0; i < u.Length; i += Chunk)
        {
            int length = Math.Min(Chunk, u.Length - i);
            Span<double> a = left[..length];
            Span<double> b = right[..length];
            TensorPrimitives.ConvertChecked(u.Slice(i, length), a);
            TensorPrimitives.ConvertChecked(v.Slice(i, length), b);
            TensorPrimitives.Multiply(a, uScale, a);
            TensorPrimitives.MultiplyAdd(b, vScale, a, b);
            sum += TensorPrimitives.SumOfSquares<double>(b);

            // û − v̂ = 2 û − (û + v̂).
            TensorPrimitives.Multiply(a, 2.0, a);
            TensorPrimitives.Subtract(a, b, a);
            difference += TensorPrimitives.SumOfSquares<double>(a);
        }

        return 2 * Math.Atan2(Math.Sqrt(difference), Math.Sqrt(sum)) * 180 / Math.PI;
    }
}
