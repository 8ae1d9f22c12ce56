namespace AlignmentToolkit.Checkpoints;

/// <summary>The 256 values of every eight-bit floating-point format.</summary>
internal static class Float8Tables
{
    private static readonly float[] E4M3 = Table(code => IeeeLike(code, mantissaBits: 3, bias: 7, IsNanE4M3));
    private static readonly float[] E5M2 = Table(ValueE5M2);
    private static readonly float[] E8M0 = Table(code => code == 0xFF ? float.NaN : MathF.ScaleB(1, code - 127));
    private static readonly float[] E4M3Fnuz = Table(code => IeeeLike(code, mantissaBits: 3, bias: 8, IsNegativeZero));
    private static readonly float[] E5M2Fnuz = Table(code => IeeeLike(code, mantissaBits: 2, bias: 16, IsNegativeZero));

    public static float[] Of(TensorElementType type) => type switch
    {
        TensorElementType.Float8E4M3 => E4M3,
        TensorElementType.Float8E5M2 => E5M2,
        TensorElementType.Float8E8M0 => E8M0,
        TensorElementType.Float8E4M3Fnuz => E4M3Fnuz,
        _ => E5M2Fnuz,
    };

    private static float[] Table(Func<int, float> value) => [.. Enumerable.Range(0, 256).Select(value)];

    private static bool IsNanE4M3(int code) => (code & 0x7F) == 0x7F;

    // The "unsigned zero" variants use the place of −0 for their only NaN.
    private static bool IsNegativeZero(int code) => code == 0x80;

    private static float ValueE5M2(int code) => (code & 0x7F) switch
    {
        0x7C => code > 0x7F ? float.NegativeInfinity : float.PositiveInfinity,
        > 0x7C => float.NaN,
        _ => IeeeLike(code, mantissaBits: 2, bias: 15, static _ => false),
    };

    private static float IeeeLike(int code, int mantissaBits, int bias, Func<int, bool> isNan)
    {
        if (isNan(code)) return float.NaN;
        int exponent = (code & 0x7F) >> mantissaBits;
        int mantissa = code & ((1 << mantissaBits) - 1);
        int significand = exponent == 0 ? mantissa : mantissa | (1 << mantissaBits);
        float magnitude = MathF.ScaleB(significand, Math.Max(exponent, 1) - bias - mantissaBits);
        return code > 0x7F ? -magnitude : magnitude;
    }
}
