using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>What is done to one example in one layer, in as few sweeps as possible.</summary>
internal static class ColumnKernels
{
    /// <summary>h ← max(αa + βw + b, 0); all of one length, and h may be a.</summary>
    /// <returns>Σ h².</returns>
    public static float Rectify(
        ReadOnlySpan<float> a, float alpha, ReadOnlySpan<float> w, float beta, ReadOnlySpan<float> b, Span<float> h)
    {
        ReadOnlySpan<Vector<float>> field = MemoryMarshal.Cast<float, Vector<float>>(a);
        ReadOnlySpan<Vector<float>> added = MemoryMarshal.Cast<float, Vector<float>>(w)[..field.Length];
        ReadOnlySpan<Vector<float>> bias = MemoryMarshal.Cast<float, Vector<float>>(b)[..field.Length];
        Span<Vector<float>> result = MemoryMarshal.Cast<float, Vector<float>>(h)[..field.Length];
        Vector<float> first = new(alpha), second = new(beta), squares = Vector<float>.Zero;
        for (int i = 0; i < field.Length; i++)
        {
            Vector<float> sum = Vector.FusedMultiplyAdd(field[i], first, Vector.FusedMultiplyAdd(added[i], second, bias[i]));
            Vector<float> value = Vector.Max(sum, Vector<float>.Zero);
            result[i] = value;
            squares = Vector.FusedMultiplyAdd(value, value, squares);
        }

        float total = Vector.Sum(squares);
        for (int i = field.Length * Vector<float>.Count; i < h.Length; i++)
        {
            float value = MathF.Max(MathF.FusedMultiplyAdd(a[i], alpha, MathF.FusedMultiplyAdd(w[i], beta, b[i])), 0);
            h[i] = value;
            total = MathF.FusedMultiplyAdd(value, value, total);
        }

        return total;
    }

    /// <summary>h ← c·h, and + p where h was not 0, or everywhere.</summary>
    public static void Pull(Span<float> h, float c, ReadOnlySpan<float> p, bool everywhere)
    {
        for (int i = 0; i < h.Length; i++)
            h[i] = c * h[i] + (everywhere || h[i] > 0 ? p[i] : 0);
    }
}
