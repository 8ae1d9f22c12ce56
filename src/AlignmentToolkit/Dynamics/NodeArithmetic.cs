using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Dynamics;

/// <summary>Loops over the nodes of a cubature; all spans of a call have the same length.</summary>
internal static class NodeArithmetic
{
    /// <summary>Σ aᵢ bᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double x = ref MemoryMarshal.GetReference(a);
        ref double y = ref MemoryMarshal.GetReference(b);
        int width = Vector<double>.Count, i = 0;
        Vector<double> even = default, odd = default;
        for (; i <= a.Length - 2 * width; i += 2 * width)
        {
            nuint first = (nuint)i, second = (nuint)(i + width);
            even = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, first), Vector.LoadUnsafe(ref y, first), even);
            odd = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, second), Vector.LoadUnsafe(ref y, second), odd);
        }

        double sum = Vector.Sum(even + odd);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target ← target + s a.</summary>
    public static void AddScaled(Span<double> target, double scale, ReadOnlySpan<double> a)
    {
        ref double t = ref MemoryMarshal.GetReference(target);
        ref double x = ref MemoryMarshal.GetReference(a);
        int width = Vector<double>.Count, i = 0;
        Vector<double> scales = Vector.Create(scale);
        for (; i <= target.Length - width; i += width)
            Vector.FusedMultiplyAdd(scales, Vector.LoadUnsafe(ref x, (nuint)i), Vector.LoadUnsafe(ref t, (nuint)i))
                .StoreUnsafe(ref t, (nuint)i);
        for (; i < target.Length; i++) target[i] += scale * a[i];
    }

    /// <summary>result ← a − b; the result may be one of them.</summary>
    public static void Subtract(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        int width = Vector<double>.Count, i = 0;
        for (; i <= result.Length - width; i += width) (new Vector<double>(a[i..]) - new Vector<double>(b[i..])).CopyTo(result[i..]);
        for (; i < result.Length; i++) result[i] = a[i] - b[i];
    }

    /// <summary>result ← a ⊙ b; the result may be one of them.</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        int width = Vector<double>.Count, i = 0;
        for (; i <= result.Length - width; i += width) (new Vector<double>(a[i..]) * new Vector<double>(b[i..])).CopyTo(result[i..]);
        for (; i < result.Length; i++) result[i] = a[i] * b[i];
    }
}
