namespace AlignmentToolkit.Numerics;

/// <summary>The standard normal distribution: density φ, distribution function Φ, its logarithm and its inverse.</summary>
/// <remarks>
/// Everything rests on Mills' ratio M(x) = Φ(−x)/φ(x), which varies so gently that x ≥ 0, mapped to t = 4/(4 + x) ∈ (0, 1], needs one
/// polynomial: M(x) = t p(2t − 1). Relative errors, down to the smallest normal number: φ, Φ and M 1e-15, ln Φ 1e-15 (absolute, where
/// ln Φ is above −1), Φ⁻¹ 4e-15.
/// </remarks>
public static partial class NormalDistribution
{
    private const double Bend = 4;
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double OneOverRootTwoPi = 0.39894228040143267794;

    // Beyond, φ and Φ(−x) round to 0.
    private const double Farthest = 39;

    /// <summary>
    /// Coefficients of p in powers of s = 2t − 1: Chebyshev interpolation of M(x)/t in 60-digit arithmetic, cut where the terms fall below
    /// 1e-17.
    /// </summary>
    private static ReadOnlySpan<double> Smooth =>
    [
        0.47330476582712133, 0.3809427277049959, 0.24260238871690443, 0.11688524074958312,
        0.03784794057776185, 0.004725112715427814, -0.002180573812050009, -0.001021963920300018,
        8.356109123478413e-05, 0.00014481732616196798, -1.1954586693590822e-06, -2.2023932802680844e-05,
        4.4781049053492345e-07, 3.7108194197700736e-06, -3.916325358693878e-07, -6.421888278074305e-07,
        1.6589726208738796e-07, 1.0012348231279275e-07, -4.9370301981818625e-08, -1.1182650128625807e-08,
        1.006874161166981e-08, 3.680749730936577e-10, -1.0582092821670057e-09, 7.518494918099691e-11,
    ];

    /// <summary>φ(x) = exp(−x²/2)/√(2π).</summary>
    /// <param name="x">Any number.</param>
    public static double Density(double x)
    {
        if (Math.Abs(x) > Farthest) return 0;
        // A rounding error of x² would be a relative error of the exponential.
        double square = x * x, rest = Math.FusedMultiplyAdd(x, x, -square);
        return OneOverRootTwoPi * Math.Exp(-0.5 * square) * (1 - 0.5 * rest);
    }

    /// <summary>ln φ(x) = −x²/2 − ln √(2π).</summary>
    /// <param name="x">Any number.</param>
    public static double LogDensity(double x) => -0.5 * x * x - HalfLogTwoPi;

    /// <summary>Φ(x), the probability of a value up to x; Φ(−x) is that of a value above x, with full accuracy in both tails.</summary>
    /// <param name="x">Any number.</param>
    public static double Cdf(double x) => x > 0 ? 1 - UpperTail(x) : x == 0 ? 0.5 : UpperTail(-x);

    /// <summary>ln Φ(x), also where Φ(x) is too small for a number.</summary>
    /// <param name="x">Any number.</param>
    public static double LogCdf(double x) =>
        x > 0 ? Exponentials.Log1P(-UpperTail(x)) : LogDensity(x) + Math.Log(UpperMills(-x));

    /// <summary>Mills' ratio M(x) = Φ(−x)/φ(x); near 1/x for large x, infinite for x far below 0.</summary>
    /// <param name="x">Any number.</param>
    public static double MillsRatio(double x) => x < 0 ? (1 - UpperTail(-x)) / Density(x) : UpperMills(x);

    /// <summary>−M′(x) = 1 − x M(x) &gt; 0, the slope with which Mills' ratio falls.</summary>
    /// <param name="x">Any number.</param>
    internal static double MillsSlope(double x)
    {
        // From here on the first terms of the asymptotic series 1/x² − 3/x⁴ + 15/x⁶ − … are more accurate than the difference.
        if (x < 30) return 1 - x * MillsRatio(x);
        double r = 1 / (x * x);
        return r * (1 - r * (3 - r * (15 - r * (105 - r * (945 - r * (10395 - 135135 * r))))));
    }

    private static double UpperTail(double x) => x > Farthest ? 0 : Density(x) * UpperMills(x);

    /// <summary>M(x) for x ≥ 0; even and odd powers apart, which halves the chain of dependent operations.</summary>
    private static double UpperMills(double x)
    {
        double t = Bend / (Bend + x), s = 2 * t - 1, square = s * s;
        ReadOnlySpan<double> p = Smooth;
        double even = p[22], odd = p[23];
        for (int i = 20; i >= 0; i -= 2)
        {
            even = Math.FusedMultiplyAdd(even, square, p[i]);
            odd = Math.FusedMultiplyAdd(odd, square, p[i + 1]);
        }

        return t * Math.FusedMultiplyAdd(s, odd, even);
    }
}
