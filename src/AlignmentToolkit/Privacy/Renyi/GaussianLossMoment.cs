using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>Moments of the ratio of two shifted Gaussian densities around 1.</summary>
internal static class GaussianLossMoment
{
    // Both factors of the integrand are entire; the trapezoid rule's error is about e^(−π²/h²).
    private const double Step = 0.35;
    private const double Margin = 10;

    /// <summary>ln E[(e^(y/σ − 1/(2σ²)) − 1)^l] over y ~ N(0, 1), for even l: the integrand is non-negative, so nothing cancels.</summary>
    /// <param name="power">l, even and at least 2.</param>
    /// <param name="noise">σ &gt; 0.</param>
    public static double LogEven(int power, double noise)
    {
        if (power == 2) return Exponentials.LogExpM1(1 / (noise * noise));
        // Where the power acts like y^l the weight lies at ±√l, where it acts like e^(l y/σ) at l/σ.
        double from = -Margin - Math.Sqrt(power), to = Margin + Math.Sqrt(power) + power / noise;
        double largest = double.NegativeInfinity, sum = 0;
        for (double y = from; y <= to; y += Step)
        {
            double exponent = y / noise - 1 / (2 * noise * noise);
            double logarithm = exponent > 0 ? Exponentials.LogExpM1(exponent) : Math.Log(-Exponentials.ExpM1(exponent));
            double term = power * logarithm - 0.5 * y * y;
            if (double.IsNegativeInfinity(term)) continue;
            if (term > largest) (sum, largest) = (sum * Math.Exp(largest - term) + 1, term);
            else sum += Math.Exp(term - largest);
        }

        return largest + Math.Log(sum * Step / Math.Sqrt(2 * Math.PI));
    }
}
