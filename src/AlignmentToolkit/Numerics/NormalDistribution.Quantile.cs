namespace AlignmentToolkit.Numerics;

public static partial class NormalDistribution
{
    // Nearer to the median than this, Φ(x) − ½ is solved for; farther out, ln Φ(x).
    private const double Central = 0.2;

    /// <summary>Φ⁻¹(p), the number below which a value lies with probability p.</summary>
    /// <param name="p">Probability from 0 (−∞) to 1 (∞); a small probability above is best given as −Φ⁻¹ of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside [0, 1] or is not a number.</exception>
    public static double Quantile(double p)
    {
        if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "p has to be a probability from 0 to 1.");
        if (Math.Abs(p - 0.5) <= Central) return CentralQuantile(p - 0.5);
        return p < 0.5 ? -TailQuantile(p) : TailQuantile(1 - p);
    }

    /// <summary>The x &gt; 0 with Φ(−x) = p, for p well below ½: Halley's method for ln Φ(−x) = ln p, whose slope is −1/M(x).</summary>
    private static double TailQuantile(double p)
    {
        if (p == 0) return double.PositiveInfinity;
        double logarithm = Math.Log(p), root = Math.Sqrt(-2 * logarithm);
        // x² ≈ r² − ln(2π r²) to start with; at least where x can't be less.
        double x = Math.Sqrt(Math.Max(0.25, root * root - Math.Log(2 * Math.PI * Math.Max(1, root * root))));
        for (int i = 0; i < 8; i++)
        {
            double mills = UpperMills(x), error = LogDensity(x) + Math.Log(mills) - logarithm;
            // f = ln Φ(−x) − ln p, f′ = −1/M, f″ = −(1 − x M)/M².
            double newton = error * mills, step = newton / (1 + 0.5 * newton * (1 / mills - x));
            x += step;
            if (Math.Abs(step) <= 1e-6 * x) break;
        }

        return x;
    }

    /// <summary>The x with Φ(x) − ½ = <paramref name="excess"/>, small.</summary>
    private static double CentralQuantile(double excess)
    {
        double x = excess / OneOverRootTwoPi;
        for (int i = 0; i < 6; i++)
        {
            double newton = (CentralProbability(x) - excess) / Density(x), step = newton / (1 + 0.5 * x * newton);
            x -= step;
            if (Math.Abs(step) <= 1e-6 * Math.Abs(x)) break;
        }

        return x;
    }

    /// <summary>Φ(x) − ½, with full relative accuracy near 0, where it is φ(x) (x + x³/3 + x⁵/(3·5) + …), all terms of one sign.</summary>
    /// <param name="x">Any number.</param>
    internal static double CentralProbability(double x)
    {
        if (!(Math.Abs(x) < 1)) return Cdf(x) - 0.5;
        double term = x, sum = x;
        for (int n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return Density(x) * sum;
    }
}
