using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Four words, two 64-bit integers → two independent normal numbers in double precision, by the Box–Muller transform.</summary>
/// <remarks>
/// As <see cref="NormalSingle"/>, with u = (⌊w₀/2¹¹⌋ + 1) 2⁻⁵³ ∈ [2⁻⁵³, 1], so |z| ≤ 8.57 σ, and an angle of 54 bits. Polynomials of
/// fdlibm's <c>log</c>, <c>__kernel_sin</c> and <c>__kernel_cos</c>: within one unit in the last place.
/// </remarks>
internal readonly struct NormalDouble(double mean, double standardDeviation) : IWordTransform
{
    private readonly double _mean = mean, _standardDeviation = standardDeviation;

    public void Apply<TLanes, TVector>(Span<uint> words)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        ref uint start = ref MemoryMarshal.GetReference(words);
        TVector mean = TLanes.Broadcast(_mean), deviation = TLanes.Broadcast(_standardDeviation);
        for (int i = 0; i < words.Length; i += 2 * TLanes.Count)
        {
            TVector x = TLanes.Load(ref start, i), y = TLanes.Load(ref start, i + TLanes.Count);
            TVector radius = TLanes.Multiply<double>(deviation, Radius<TLanes, TVector>(TLanes.UnpackLow<ulong>(x, y)));
            Direction<TLanes, TVector>(TLanes.UnpackHigh<ulong>(x, y), out TVector cosine, out TVector sine);
            TVector first = TLanes.MultiplyAdd<double>(radius, cosine, mean), second = TLanes.MultiplyAdd<double>(radius, sine, mean);
            TLanes.Store(TLanes.UnpackLow<ulong>(first, second), ref start, i);
            TLanes.Store(TLanes.UnpackHigh<ulong>(first, second), ref start, i + TLanes.Count);
        }
    }

    /// <summary>
    /// √(−2 ln u), split as in <see cref="NormalSingle"/>; ln 2 is a high part with trailing zeros, exact times k, and a correction.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Radius<TLanes, TVector>(TVector word)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        const ulong one = 0x3ff0000000000000, squareRootOfHalf = 0x3fe6a09e667f3bcd, twoTo52 = 0x4330000000000000;
        TVector u = TLanes.Add<double>(UniformDouble.Fraction<TLanes, TVector>(word), TLanes.Broadcast(1.0 / (1UL << 53)));
        TVector bits = TLanes.Add<ulong>(u, TLanes.Broadcast(one - squareRootOfHalf));
        TVector k = TLanes.Subtract<double>(
            TLanes.Or(TLanes.ShiftRight<ulong>(bits, 52), TLanes.Broadcast(twoTo52)), TLanes.Broadcast((double)((1UL << 52) + 1023)));
        TVector mantissa = TLanes.Add<ulong>(TLanes.And(bits, TLanes.Broadcast(0x000fffffffffffffUL)), TLanes.Broadcast(squareRootOfHalf));
        TVector f = TLanes.Subtract<double>(mantissa, TLanes.Broadcast(1.0));
        TVector s = TLanes.Divide<double>(f, TLanes.Add<double>(f, TLanes.Broadcast(2.0)));
        TVector z = TLanes.Multiply<double>(s, s);
        TVector r = LogarithmTail<TLanes, TVector>(z);
        TVector halfSquare = TLanes.Multiply<double>(TLanes.Multiply<double>(f, f), TLanes.Broadcast(0.5));
        TVector small = TLanes.MultiplyAdd<double>(
            k, TLanes.Broadcast(1.90821492927058770002e-10), TLanes.Multiply<double>(s, TLanes.Add<double>(halfSquare, r)));
        TVector curved = TLanes.Subtract<double>(TLanes.Subtract<double>(halfSquare, small), f);
        TVector logarithm = TLanes.Subtract<double>(TLanes.Multiply<double>(k, TLanes.Broadcast(6.93147180369123816490e-01)), curved);
        return TLanes.SquareRoot<double>(TLanes.Multiply<double>(logarithm, TLanes.Broadcast(-2.0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogarithmTail<TLanes, TVector>(TVector z)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector r = TLanes.MultiplyAdd<double>(z, TLanes.Broadcast(1.479819860511658591e-01), TLanes.Broadcast(1.531383769920937332e-01));
        r = TLanes.MultiplyAdd<double>(z, r, TLanes.Broadcast(1.818357216161805012e-01));
        r = TLanes.MultiplyAdd<double>(z, r, TLanes.Broadcast(2.222219843214978396e-01));
        r = TLanes.MultiplyAdd<double>(z, r, TLanes.Broadcast(2.857142874366239149e-01));
        r = TLanes.MultiplyAdd<double>(z, r, TLanes.Broadcast(3.999999999940941908e-01));
        r = TLanes.MultiplyAdd<double>(z, r, TLanes.Broadcast(6.666666666666735130e-01));
        return TLanes.Multiply<double>(z, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Direction<TLanes, TVector>(TVector word, out TVector cosine, out TVector sine)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        // 52 bits below the quadrant as the mantissa of a number in [1, 2).
        TVector mantissa = TLanes.Or(
            TLanes.ShiftRight<ulong>(TLanes.ShiftLeft<ulong>(word, 2), 12), TLanes.Broadcast(0x3ff0000000000000UL));
        TVector x = TLanes.Multiply<double>(TLanes.Subtract<double>(mantissa, TLanes.Broadcast(1.5)), TLanes.Broadcast(Math.PI / 2));
        TVector z = TLanes.Multiply<double>(x, x);
        TVector s = Sine<TLanes, TVector>(x, z), c = Cosine<TLanes, TVector>(z);

        // Quadrants 0 … 3 about the axes 0, π/2, π, 3π/2: (c, s), (−s, c), (−c, −s), (s, −c).
        TVector onHorizontal = TLanes.IsZero<ulong>(TLanes.And(word, TLanes.Broadcast(0x4000000000000000UL)));
        TVector sign = TLanes.Broadcast(0x8000000000000000UL);
        cosine = TLanes.Xor(TLanes.Select(onHorizontal, c, s), TLanes.And(sign, TLanes.Xor(word, TLanes.ShiftLeft<ulong>(word, 1))));
        sine = TLanes.Xor(TLanes.Select(onHorizontal, s, c), TLanes.And(sign, word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sine<TLanes, TVector>(TVector x, TVector z)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector s = TLanes.MultiplyAdd<double>(
            z, TLanes.Broadcast(1.58969099521155010221e-10), TLanes.Broadcast(-2.50507602534068634195e-08));
        s = TLanes.MultiplyAdd<double>(z, s, TLanes.Broadcast(2.75573137070700676789e-06));
        s = TLanes.MultiplyAdd<double>(z, s, TLanes.Broadcast(-1.98412698298579493134e-04));
        s = TLanes.MultiplyAdd<double>(z, s, TLanes.Broadcast(8.33333333332248946124e-03));
        s = TLanes.MultiplyAdd<double>(z, s, TLanes.Broadcast(-1.66666666666666324348e-01));
        return TLanes.MultiplyAdd<double>(TLanes.Multiply<double>(z, s), x, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Cosine<TLanes, TVector>(TVector z)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector c = TLanes.MultiplyAdd<double>(
            z, TLanes.Broadcast(-1.13596475577881948265e-11), TLanes.Broadcast(2.08757232129817482790e-09));
        c = TLanes.MultiplyAdd<double>(z, c, TLanes.Broadcast(-2.75573143513906633035e-07));
        c = TLanes.MultiplyAdd<double>(z, c, TLanes.Broadcast(2.48015872894767294178e-05));
        c = TLanes.MultiplyAdd<double>(z, c, TLanes.Broadcast(-1.38888888888741095749e-03));
        c = TLanes.MultiplyAdd<double>(z, c, TLanes.Broadcast(4.16666666666666019037e-02));
        c = TLanes.MultiplyAdd<double>(z, c, TLanes.Broadcast(-0.5));
        return TLanes.MultiplyAdd<double>(z, c, TLanes.Broadcast(1.0));
    }
}
