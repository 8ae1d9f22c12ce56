using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Dynamics;

/// <summary>The inner loops of the simulation, on vectors of equal length.</summary>
/// <remarks>
/// Two accumulators a product hide the latency of the fused multiply-add; the inputs are in the first-level cache, so more would not pay.
/// </remarks>
internal static class WeightKernels
{
    /// <summary>w·x.</summary>
    public static double Dot(ReadOnlySpan<float> weights, ReadOnlySpan<float> input)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float x = ref MemoryMarshal.GetReference(input);
        int width = Vector<float>.Count, i = 0;
        Vector<float> even = default, odd = default;
        for (; i <= weights.Length - 2 * width; i += 2 * width)
        {
            even = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref w, (nuint)i), Vector.LoadUnsafe(ref x, (nuint)i), even);
            odd = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref w, (nuint)(i + width)), Vector.LoadUnsafe(ref x, (nuint)(i + width)), odd);
        }

        double sum = Vector.Sum(even + odd);
        for (; i < weights.Length; i++) sum += weights[i] * input[i];
        return sum;
    }

    /// <summary>w ← w + s x; returns the new w·x'.</summary>
    public static double AddAndDot(Span<float> weights, ReadOnlySpan<float> previous, float coefficient, ReadOnlySpan<float> input)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float p = ref MemoryMarshal.GetReference(previous);
        ref float x = ref MemoryMarshal.GetReference(input);
        int width = Vector<float>.Count, i = 0;
        Vector<float> scale = Vector.Create(coefficient), even = default, odd = default;
        for (; i <= weights.Length - 2 * width; i += 2 * width)
        {
            nuint first = (nuint)i, second = (nuint)(i + width);
            Vector<float> a = Vector.FusedMultiplyAdd(scale, Vector.LoadUnsafe(ref p, first), Vector.LoadUnsafe(ref w, first));
            Vector<float> b = Vector.FusedMultiplyAdd(scale, Vector.LoadUnsafe(ref p, second), Vector.LoadUnsafe(ref w, second));
            a.StoreUnsafe(ref w, first);
            b.StoreUnsafe(ref w, second);
            even = Vector.FusedMultiplyAdd(a, Vector.LoadUnsafe(ref x, first), even);
            odd = Vector.FusedMultiplyAdd(b, Vector.LoadUnsafe(ref x, second), odd);
        }

        double sum = Vector.Sum(even + odd);
        for (; i < weights.Length; i++)
        {
            weights[i] = MathF.FusedMultiplyAdd(coefficient, previous[i], weights[i]);
            sum += weights[i] * input[i];
        }

        return sum;
    }

    /// <summary>w ← w + s x.</summary>
    public static void Add(Span<float> weights, ReadOnlySpan<float> input, float coefficient)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float x = ref MemoryMarshal.GetReference(input);
        int width = Vector<float>.Count, i = 0;
        Vector<float> scale = Vector.Create(coefficient);
        for (; i <= weights.Length - width; i += width)
            Vector.FusedMultiplyAdd(
                scale, Vector.LoadUnsafe(ref x, (nuint)i), Vector.LoadUnsafe(ref w, (nuint)i)).StoreUnsafe(ref w, (nuint)i);
        for (; i < weights.Length; i++) weights[i] = MathF.FusedMultiplyAdd(coefficient, input[i], weights[i]);
    }
}
