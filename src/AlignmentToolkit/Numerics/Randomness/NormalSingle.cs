using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Two words → two independent normal numbers in single precision, by the Box–Muller transform.</summary>
/// <remarks>
/// z = μ + σ √(−2 ln u) (cos θ, sin θ) with u = (⌊w₀/2⌋ + ½) 2⁻³¹ ∈ [2⁻³², 1], so |z| ≤ 6.66 σ, and an angle of 32 bits. The two upper
/// bits of w₁ choose the quadrant and the others an angle in [−π/4, π/4) about its axis, so no argument has to be reduced.
/// Polynomials: logarithm as in fdlibm's <c>logf</c> (|error| &lt; 2⁻³⁴ before rounding), sine and cosine after Cephes' <c>sinf</c>.
/// [Box Muller 1958]
/// </remarks>
internal readonly struct NormalSingle(float mean, float standardDeviation) : IWordTransform
{
    private readonly float _mean = mean, _standardDeviation = standardDeviation;

    public void Apply<TLanes, TVector>(Span<uint> words)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        ref uint start = ref MemoryMarshal.GetReference(words);
        TVector mean = TLanes.Broadcast(_mean), deviation = TLanes.Broadcast(_standardDeviation);
        for (int i = 0; i < words.Length; i += 2 * TLanes.Count)
        {
            TVector x = TLanes.Load(ref start, i), y = TLanes.Load(ref start, i + TLanes.Count);
            TVector even = TLanes.Blend(x, TLanes.ShiftLeft<ulong>(y, 32)), odd = TLanes.Blend(TLanes.ShiftRight<ulong>(x, 32), y);
            TVector radius = TLanes.Multiply<float>(deviation, Radius<TLanes, TVector>(even));
            Direction<TLanes, TVector>(odd, out TVector cosine, out TVector sine);
            TVector first = TLanes.MultiplyAdd<float>(radius, cosine, mean), second = TLanes.MultiplyAdd<float>(radius, sine, mean);
            TLanes.Store(TLanes.Blend(first, TLanes.ShiftLeft<ulong>(second, 32)), ref start, i);
            TLanes.Store(TLanes.Blend(TLanes.ShiftRight<ulong>(first, 32), second), ref start, i + TLanes.Count);
        }
    }

    /// <summary>√(−2 ln u). With u = 2ᵏ (1 + f), 1 + f ∈ [√½, √2), and s = f / (2 + f): ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Radius<TLanes, TVector>(TVector word)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        const uint one = 0x3f800000, squareRootOfHalf = 0x3f3504f3;
        TVector u = TLanes.Multiply<float>(
            TLanes.Add<float>(TLanes.ToSingle(TLanes.ShiftRight<uint>(word, 1)), TLanes.Broadcast(0.5f)),
            TLanes.Broadcast(1f / (1u << 31)));
        TVector bits = TLanes.Add<uint>(u, TLanes.Broadcast(one - squareRootOfHalf));
        TVector k = TLanes.ToSingle(TLanes.Subtract<uint>(TLanes.ShiftRight<uint>(bits, 23), TLanes.Broadcast(127u)));
        TVector mantissa = TLanes.Add<uint>(TLanes.And(bits, TLanes.Broadcast(0x7fffffu)), TLanes.Broadcast(squareRootOfHalf));
        TVector f = TLanes.Subtract<float>(mantissa, TLanes.Broadcast(1f));
        TVector s = TLanes.Divide<float>(f, TLanes.Add<float>(f, TLanes.Broadcast(2f)));
        TVector z = TLanes.Multiply<float>(s, s);
        TVector r = TLanes.MultiplyAdd<float>(z, TLanes.Broadcast(0.24279078841f), TLanes.Broadcast(0.28498786688f));
        r = TLanes.MultiplyAdd<float>(z, r, TLanes.Broadcast(0.40000972152f));
        r = TLanes.MultiplyAdd<float>(z, r, TLanes.Broadcast(0.66666662693f));
        TVector halfSquare = TLanes.Multiply<float>(TLanes.Multiply<float>(f, f), TLanes.Broadcast(0.5f));
        TVector curved = TLanes.Subtract<float>(halfSquare, TLanes.Multiply<float>(s, TLanes.MultiplyAdd<float>(z, r, halfSquare)));
        TVector logarithm = TLanes.MultiplyAdd<float>(k, TLanes.Broadcast(0.693147181f), TLanes.Subtract<float>(f, curved));
        return TLanes.SquareRoot<float>(TLanes.Multiply<float>(logarithm, TLanes.Broadcast(-2f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Direction<TLanes, TVector>(TVector word, out TVector cosine, out TVector sine)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector x = TLanes.Multiply<float>(TLanes.ToSingle(TLanes.ShiftLeft<uint>(word, 2)), TLanes.Broadcast(MathF.PI / 4 / (1u << 31)));
        TVector z = TLanes.Multiply<float>(x, x);
        TVector s = TLanes.MultiplyAdd<float>(z, TLanes.Broadcast(-1.9515295891e-4f), TLanes.Broadcast(8.3321608736e-3f));
        s = TLanes.MultiplyAdd<float>(z, s, TLanes.Broadcast(-1.6666654611e-1f));
        s = TLanes.MultiplyAdd<float>(TLanes.Multiply<float>(z, s), x, x);
        TVector c = TLanes.MultiplyAdd<float>(z, TLanes.Broadcast(2.443315711809948e-5f), TLanes.Broadcast(-1.388731625493765e-3f));
        c = TLanes.MultiplyAdd<float>(z, c, TLanes.Broadcast(4.166664568298827e-2f));
        c = TLanes.MultiplyAdd<float>(z, c, TLanes.Broadcast(-0.5f));
        c = TLanes.MultiplyAdd<float>(z, c, TLanes.Broadcast(1f));

        // Quadrants 0 … 3 about the axes 0, π/2, π, 3π/2: (c, s), (−s, c), (−c, −s), (s, −c).
        TVector onHorizontal = TLanes.IsZero<uint>(TLanes.And(word, TLanes.Broadcast(0x40000000u)));
        TVector sign = TLanes.Broadcast(0x80000000u);
        cosine = TLanes.Xor(TLanes.Select(onHorizontal, c, s), TLanes.And(sign, TLanes.Xor(word, TLanes.ShiftLeft<uint>(word, 1))));
        sine = TLanes.Xor(TLanes.Select(onHorizontal, s, c), TLanes.And(sign, word));
    }
}
