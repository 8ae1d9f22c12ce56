using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>Two words → one circular complex Gaussian number with E|r|² = s², by the Box–Muller transform in single precision.</summary>
/// <remarks>
/// <para>
/// |r| = s √(−ln u) with u = ⌊w₀/2⌋ 2⁻³¹ + 2⁻³², below 1 and of 24 significant bits, so |r| ≤ 4.71 s; the exact law exceeds that once
/// in 4·10⁹ entries. The phase is π x, x = w₁ 2⁻³² without its upper bit, in [−½, ½], and that bit turns it by π: 2³² phases.
/// </para>
/// <para>
/// With u = 2^(−e) (1 − t/2), t ∈ (0, 1]: −ln u = e ln 2 + t H(t). H and the series of sin πx / x and cos πx in x² are minimax
/// polynomials with relative errors 1.0·10⁻⁶, 7.6·10⁻⁷ and an absolute one of 4.7·10⁻⁸. Every step is exact or correctly rounded, so
/// entries are the same on all processors. [Box Muller 1958]
/// </para>
/// </remarks>
internal sealed unsafe class EntryLaw
{
    private const float LargestBelowOne = 1 - 5.9604645e-8f;

    /// <summary>Each constant in all lanes of a register; a register of room to start on a multiple of its size.</summary>
    private readonly float[] _table;

    /// <summary>The law of a variance.</summary>
    /// <param name="variance">s², at least 0 and finite.</param>
    public EntryLaw(double variance)
    {
        float[] constants =
        [
            LargestBelowOne / (1u << 31), 0.5f / (1u << 31), 2,
            BitConverter.UInt32BitsToSingle(0x007fffff), BitConverter.UInt32BitsToSingle(0xbf800000),
            BitConverter.UInt32BitsToSingle(0x80000000),
            (float)(variance * 0.007738927064446888), (float)(variance * -0.009967539645094104), (float)(variance * 0.016335804696372077),
            (float)(variance * 0.011720765214453211), (float)(variance * 0.0423638790548766), (float)(variance * 0.12495418603087066),
            (float)(variance * 0.500000485331583), (float)(variance * double.Log(2)), BitConverter.UInt32BitsToSingle(126),
            -0.5594899064927853f, 2.544020809792729f, -5.167407697651556f, 3.141590283594152f,
            0.2196968001176757f, -1.3318801620781395f, 4.058411914301019f, -4.934792858681659f, 0.9999999534668061f,
        ];
        _table = GC.AllocateArray<float>((constants.Length + 1) * Lanes, pinned: true);
        fixed (float* memory = _table)
        {
            for (int i = 0; i < constants.Length; i++) Vector256.Create(constants[i]).Store(Aligned(memory) + (i * Lanes));
        }
    }

    private static int Lanes => Vector256<float>.Count;

    /// <summary>Turns the words of some columns of a group into entries.</summary>
    /// <param name="words">As <see cref="EntryWords.Fill"/> writes them.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="real">Where the real parts of the first eight rows go.</param>
    /// <param name="imaginary">Where the imaginary parts go.</param>
    /// <param name="stride">Distance between columns.</param>
    /// <param name="half">Distance from the first eight rows to the second.</param>
    /// <remarks>
    /// The constants are read where they are used: sixteen registers do not hold them. The polynomials of both halves advance side by side,
    /// since each waits for its own last step.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transform(uint* words, int columns, float* real, float* imaginary, nint stride, nint half)
    {
        fixed (float* memory = _table)
        {
            float* c = Aligned(memory);
            for (; columns > 0; columns--)
            {
                Vector256<float> t = Logarithm(c, Vector256.Load(words), out Vector256<float> e);
                Vector256<float> t2 = Logarithm(c, Vector256.Load(words + 16), out Vector256<float> e2);
                Vector256<float> x = Phase(c, Vector256.Load(words + 8)), x2 = Phase(c, Vector256.Load(words + 24));
                Vector256<float> z = x * x, z2 = x2 * x2;
                Vector256<float> h = Fma(t, At(c, 6), At(c, 7)), h2 = Fma(t2, At(c, 6), At(c, 7));
                Vector256<float> s = Fma(z, At(c, 15), At(c, 16)), s2 = Fma(z2, At(c, 15), At(c, 16));
                Vector256<float> k = Fma(z, At(c, 19), At(c, 20)), k2 = Fma(z2, At(c, 19), At(c, 20));
                h = Fma(t, h, At(c, 8));
                h2 = Fma(t2, h2, At(c, 8));
                s = Fma(z, s, At(c, 17));
                s2 = Fma(z2, s2, At(c, 17));
                k = Fma(z, k, At(c, 21));
                k2 = Fma(z2, k2, At(c, 21));
                h = Fma(t, h, At(c, 9));
                h2 = Fma(t2, h2, At(c, 9));
                s = Fma(z, s, At(c, 18));
                s2 = Fma(z2, s2, At(c, 18));
                k = Fma(z, k, At(c, 22));
                k2 = Fma(z2, k2, At(c, 22));
                h = Fma(t, h, At(c, 10));
                h2 = Fma(t2, h2, At(c, 10));
                k = Fma(z, k, At(c, 23));
                k2 = Fma(z2, k2, At(c, 23));
                h = Fma(t, h, At(c, 11));
                h2 = Fma(t2, h2, At(c, 11));
                s *= x;
                s2 *= x2;
                h = Fma(t, h, At(c, 12));
                h2 = Fma(t2, h2, At(c, 12));
                Vector256<float> r = Signed(c, Vector256.Sqrt(Fma(e, At(c, 13), t * h)), Vector256.Load(words + 8));
                Vector256<float> r2 = Signed(c, Vector256.Sqrt(Fma(e2, At(c, 13), t2 * h2)), Vector256.Load(words + 24));
                (r * k).Store(real);
                (r2 * k2).Store(real + half);
                (r * s).Store(imaginary);
                (r2 * s2).Store(imaginary + half);
                words += EntryWords.ColumnWords;
                real += stride;
                imaginary += stride;
            }
        }
    }

    /// <summary>u of a word as 2^(−e) (1 − t/2); returns t, and e.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Logarithm(float* c, Vector256<uint> word, out Vector256<float> exponent)
    {
        Vector256<uint> u = Fma(Vector256.ConvertToSingle((word >>> 1).AsInt32()), At(c, 0), At(c, 1)).AsUInt32();
        exponent = Vector256.ConvertToSingle((At(c, 14).AsUInt32() - (u >>> 23)).AsInt32());
        return At(c, 2) + ((u & At(c, 3).AsUInt32()) | At(c, 4).AsUInt32()).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Phase(float* c, Vector256<uint> word) => Vector256.ConvertToSingle((word << 1).AsInt32()) * At(c, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Signed(float* c, Vector256<float> value, Vector256<uint> word) =>
        (value.AsUInt32() ^ (word & At(c, 5).AsUInt32())).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(float* table, int index) => Vector256.Load(table + (index * Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(Vector256<float> x, Vector256<float> y, Vector256<float> z) => Vector256.FusedMultiplyAdd(x, y, z);

    private static float* Aligned(float* memory) => (float*)(((nint)memory + 31) & ~(nint)31);
}
