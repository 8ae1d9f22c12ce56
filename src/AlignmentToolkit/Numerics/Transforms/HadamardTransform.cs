using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>The fast Walsh–Hadamard transform: yₖ = Σⱼ (−1)^(j · k) xⱼ, where j · k counts the binary digits that are 1 in both.</summary>
/// <remarks>
/// n log₂ n additions in place, with SIMD registers, by halves of the vector until they fit the first-level cache. H is symmetric and
/// H H = n 1, so Apply undoes itself up to the factor n, and H / √n is orthogonal.
/// </remarks>
public static unsafe class HadamardTransform
{
    /// <summary>Numbers that fit a first-level cache of 32 KiB with room to spare.</summary>
    private const int CachedLength = 4096;

    /// <summary>x → H x in place, without a scale.</summary>
    /// <param name="values">x; their number is a power of two.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of values is not a power of two.</exception>
    public static void Apply(Span<float> values)
    {
        TransformLength.CheckPowerOfTwo(values.Length, 1 << 30, name: nameof(values));
        fixed (float* x = values) Transform(x, values.Length);
    }

    private static void Transform(float* x, int length)
    {
        if (length <= CachedLength)
        {
            TransformCached(x, length);
            return;
        }

        int quarter = length / 4;
        CombineFour(x, quarter, length);
        for (int i = 0; i < 4; i++) Transform(x + (i * (nint)quarter), quarter);
    }

    private static void TransformCached(float* x, int length)
    {
        int half = length / 2;
        for (; half >= 16; half /= 4) CombineFour(x, half / 2, length);
        if (half >= 8)
        {
            CombineTwo(x, half, length);
            half /= 2;
        }

        if (half == 4) TransformEights(x, length);
        else for (; half > 0; half /= 2) CombineTwo(x, half, length);
    }

    /// <summary>
    /// Two levels at once: (a, b, c, d), each a block of <paramref name="quarter"/> numbers, become their four sums with signs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CombineFour(float* x, int quarter, int length)
    {
        for (float* end = x + length; x < end; x += 4 * (nint)quarter)
        {
            float* a = x, b = a + quarter, c = b + quarter, d = c + quarter;
            for (int i = 0; i < quarter; i += 8)
            {
                Vector256<float> va = Vector256.Load(a + i), vb = Vector256.Load(b + i);
                Vector256<float> vc = Vector256.Load(c + i), vd = Vector256.Load(d + i);
                Vector256<float> ac = va + vc, bd = vb + vd, aMinusC = va - vc, bMinusD = vb - vd;
                (ac + bd).Store(a + i);
                (ac - bd).Store(b + i);
                (aMinusC + bMinusD).Store(c + i);
                (aMinusC - bMinusD).Store(d + i);
            }
        }
    }

    /// <summary>One level: (a, b) → (a + b, a − b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CombineTwo(float* x, int half, int length)
    {
        for (float* end = x + length; x < end; x += 2 * (nint)half)
        {
            int i = 0;
            for (; i <= half - 8; i += 8)
            {
                Vector256<float> a = Vector256.Load(x + i), b = Vector256.Load(x + half + i);
                (a + b).Store(x + i);
                (a - b).Store(x + half + i);
            }

            for (; i < half; i++) (x[i], x[half + i]) = (x[i] + x[half + i], x[i] - x[half + i]);
        }
    }

    /// <summary>
    /// The last three levels, each within a register: a lane is added to its partner, with a minus in the second of the two.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformEights(float* x, int length)
    {
        Vector256<float> signs4 = Vector256.Create(1f, 1, 1, 1, -1, -1, -1, -1);
        Vector256<float> signs2 = Vector256.Create(1f, 1, -1, -1, 1, 1, -1, -1);
        Vector256<float> signs1 = Vector256.Create(1f, -1, 1, -1, 1, -1, 1, -1);
        for (int i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(x + i);
            v = (v * signs4) + Vector256.Shuffle(v, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3));
            v = (v * signs2) + Vector256.Shuffle(v, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));
            v = (v * signs1) + Vector256.Shuffle(v, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
            v.Store(x + i);
        }
    }
}
