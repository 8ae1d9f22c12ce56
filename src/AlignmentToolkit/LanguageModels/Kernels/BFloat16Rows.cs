using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Products with rows of bfloat16, the upper halves of binary32 numbers.</summary>
/// <remarks>
/// A register of them holds twice as many as one of binary32. Read as 32-bit words, the lower half of a word becomes a number by a shift
/// and the upper by clearing the lower: two instructions for two registers of weights, if the input has even places apart from odd ones.
/// </remarks>
internal static unsafe class BFloat16Rows
{
    private static int Lanes => Vector<float>.Count;

    /// <summary>Sorts each stretch of two registers of the input into even places, then odd ones; what is left at the end stays.</summary>
    public static void SortInput(float* x, float* sorted, int count)
    {
        int i = 0;
        for (; i <= count - (2 * Lanes); i += 2 * Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++)
                (sorted[i + lane], sorted[i + Lanes + lane]) = (x[i + (2 * lane)], x[i + (2 * lane) + 1]);
        }

        for (; i < count; i++) sorted[i] = x[i];
    }

    /// <summary>⟨w, x⟩ with a sorted x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ushort* w, float* x, int count)
    {
        Vector<float> even = default, odd = default, even2 = default, odd2 = default;
        Vector<uint> upper = new(0xFFFF0000);
        int i = 0;
        for (; i <= count - (4 * Lanes); i += 4 * Lanes)
        {
            Vector<uint> first = Vector.Load((uint*)(w + i)), second = Vector.Load((uint*)(w + i + (2 * Lanes)));
            even = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(Vector.ShiftLeft(first, 16)), Vector.Load(x + i), even);
            odd = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(first & upper), Vector.Load(x + i + Lanes), odd);
            even2 = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(Vector.ShiftLeft(second, 16)), Vector.Load(x + i + (2 * Lanes)), even2);
            odd2 = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(second & upper), Vector.Load(x + i + (3 * Lanes)), odd2);
        }

        for (; i <= count - (2 * Lanes); i += 2 * Lanes)
        {
            Vector<uint> first = Vector.Load((uint*)(w + i));
            even = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(Vector.ShiftLeft(first, 16)), Vector.Load(x + i), even);
            odd = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(first & upper), Vector.Load(x + i + Lanes), odd);
        }

        float sum = Vector.Sum(even + odd + (even2 + odd2));
        for (; i < count; i++) sum += BitConverter.UInt32BitsToSingle((uint)w[i] << 16) * x[i];
        return sum;
    }

    /// <summary>⟨w, x⟩ and ⟨w, y⟩ with sorted x and y: the same sums, from weights that are turned into numbers once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (float Dot, float Other) DotTwo(ushort* w, float* x, float* y, int count)
    {
        Vector<float> even = default, odd = default, even2 = default, odd2 = default;
        Vector<float> otherEven = default, otherOdd = default, otherEven2 = default, otherOdd2 = default;
        Vector<uint> upper = new(0xFFFF0000);
        int i = 0;
        for (; i <= count - (4 * Lanes); i += 4 * Lanes)
        {
            Vector<uint> words = Vector.Load((uint*)(w + i));
            Vector<float> low = Vector.AsVectorSingle(Vector.ShiftLeft(words, 16)), high = Vector.AsVectorSingle(words & upper);
            even = Vector.FusedMultiplyAdd(low, Vector.Load(x + i), even);
            otherEven = Vector.FusedMultiplyAdd(low, Vector.Load(y + i), otherEven);
            odd = Vector.FusedMultiplyAdd(high, Vector.Load(x + i + Lanes), odd);
            otherOdd = Vector.FusedMultiplyAdd(high, Vector.Load(y + i + Lanes), otherOdd);
            words = Vector.Load((uint*)(w + i + (2 * Lanes)));
            (low, high) = (Vector.AsVectorSingle(Vector.ShiftLeft(words, 16)), Vector.AsVectorSingle(words & upper));
            even2 = Vector.FusedMultiplyAdd(low, Vector.Load(x + i + (2 * Lanes)), even2);
            otherEven2 = Vector.FusedMultiplyAdd(low, Vector.Load(y + i + (2 * Lanes)), otherEven2);
            odd2 = Vector.FusedMultiplyAdd(high, Vector.Load(x + i + (3 * Lanes)), odd2);
            otherOdd2 = Vector.FusedMultiplyAdd(high, Vector.Load(y + i + (3 * Lanes)), otherOdd2);
        }

        for (; i <= count - (2 * Lanes); i += 2 * Lanes)
        {
            Vector<uint> words = Vector.Load((uint*)(w + i));
            Vector<float> low = Vector.AsVectorSingle(Vector.ShiftLeft(words, 16)), high = Vector.AsVectorSingle(words & upper);
            even = Vector.FusedMultiplyAdd(low, Vector.Load(x + i), even);
            otherEven = Vector.FusedMultiplyAdd(low, Vector.Load(y + i), otherEven);
            odd = Vector.FusedMultiplyAdd(high, Vector.Load(x + i + Lanes), odd);
            otherOdd = Vector.FusedMultiplyAdd(high, Vector.Load(y + i + Lanes), otherOdd);
        }

        float sum = Vector.Sum(even + odd + (even2 + odd2)), otherSum = Vector.Sum(otherEven + otherOdd + (otherEven2 + otherOdd2));
        for (; i < count; i++)
        {
            float weight = BitConverter.UInt32BitsToSingle((uint)w[i] << 16);
            (sum, otherSum) = (sum + (weight * x[i]), otherSum + (weight * y[i]));
        }

        return (sum, otherSum);
    }
}
