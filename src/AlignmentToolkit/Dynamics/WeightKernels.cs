using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Dynamics;

/// <summary>The inner loops of the simulation, on vectors of equal length.</summary>
/// <remarks>
/// Two accumulators a product hide the latency of the fused multiply-add. Where there are two weight vectors, one pass serves both: it
/// loads the inputs once.
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

    /// <summary>v·x and w·x.</summary>
    public static (double First, double Second) Dots(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> input)
    {
        ref float v = ref MemoryMarshal.GetReference(first);
        ref float w = ref MemoryMarshal.GetReference(second);
        ref float x = ref MemoryMarshal.GetReference(input);
        int width = Vector<float>.Count, i = 0;
        Vector<float> evenV = default, oddV = default, evenW = default, oddW = default;
        for (; i <= input.Length - 2 * width; i += 2 * width)
        {
            nuint near = (nuint)i, far = (nuint)(i + width);
            Vector<float> a = Vector.LoadUnsafe(ref x, near), b = Vector.LoadUnsafe(ref x, far);
            evenV = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref v, near), a, evenV);
            oddV = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref v, far), b, oddV);
            evenW = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref w, near), a, evenW);
            oddW = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref w, far), b, oddW);
        }

        double sumV = Vector.Sum(evenV + oddV), sumW = Vector.Sum(evenW + oddW);
        for (; i < input.Length; i++)
        {
            sumV += first[i] * input[i];
            sumW += second[i] * input[i];
        }

        return (sumV, sumW);
    }

    /// <summary>v ← v + s x, w ← w + t x; returns the new v·x' and w·x'.</summary>
    public static (double First, double Second) AddAndDots(
        Span<float> first, Span<float> second, ReadOnlySpan<float> previous, float firstCoefficient, float secondCoefficient,
        ReadOnlySpan<float> input)
    {
        ref float v = ref MemoryMarshal.GetReference(first);
        ref float w = ref MemoryMarshal.GetReference(second);
        ref float p = ref MemoryMarshal.GetReference(previous);
        ref float x = ref MemoryMarshal.GetReference(input);
        int width = Vector<float>.Count, i = 0;
        Vector<float> s = Vector.Create(firstCoefficient), t = Vector.Create(secondCoefficient);
        Vector<float> evenV = default, oddV = default, evenW = default, oddW = default;
        for (; i <= input.Length - 2 * width; i += 2 * width)
        {
            nuint near = (nuint)i, far = (nuint)(i + width);
            Vector<float> before = Vector.LoadUnsafe(ref p, near), next = Vector.LoadUnsafe(ref x, near);
            Vector<float> newV = Vector.FusedMultiplyAdd(s, before, Vector.LoadUnsafe(ref v, near));
            Vector<float> newW = Vector.FusedMultiplyAdd(t, before, Vector.LoadUnsafe(ref w, near));
            newV.StoreUnsafe(ref v, near);
            newW.StoreUnsafe(ref w, near);
            evenV = Vector.FusedMultiplyAdd(newV, next, evenV);
            evenW = Vector.FusedMultiplyAdd(newW, next, evenW);
            before = Vector.LoadUnsafe(ref p, far);
            next = Vector.LoadUnsafe(ref x, far);
            newV = Vector.FusedMultiplyAdd(s, before, Vector.LoadUnsafe(ref v, far));
            newW = Vector.FusedMultiplyAdd(t, before, Vector.LoadUnsafe(ref w, far));
            newV.StoreUnsafe(ref v, far);
            newW.StoreUnsafe(ref w, far);
            oddV = Vector.FusedMultiplyAdd(newV, next, oddV);
            oddW = Vector.FusedMultiplyAdd(newW, next, oddW);
        }

        double sumV = Vector.Sum(evenV + oddV), sumW = Vector.Sum(evenW + oddW);
        for (; i < input.Length; i++)
        {
            first[i] = MathF.FusedMultiplyAdd(firstCoefficient, previous[i], first[i]);
            second[i] = MathF.FusedMultiplyAdd(secondCoefficient, previous[i], second[i]);
            sumV += first[i] * input[i];
            sumW += second[i] * input[i];
        }

        return (sumV, sumW);
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
