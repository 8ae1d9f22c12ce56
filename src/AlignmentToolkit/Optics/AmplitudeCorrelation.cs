namespace AlignmentToolkit.Optics;

/// <summary>₂F₁(−p, −p; 1; ρ) for p &gt; 0 and ρ in [0, 1].</summary>
/// <remarks>
/// Near ρ = 1 its series converges slowly. It is also the mean of (1 + ρ + 2√ρ cos φ)ᵖ over an angle, from multiplying out
/// |1 + √ρ e^(iφ)|²ᵖ. With t = π − φ the integrand is ((1 − √ρ)² + 4√ρ sin²(t/2))ᵖ, difficult at the end t = 0 only, where the tanh-sinh
/// rule puts its points.
/// </remarks>
internal static class AmplitudeCorrelation
{
    private const double SeriesLimit = 0.7, Step = 1.0 / 64;

    public static double Evaluate(double p, double rho) => rho <= SeriesLimit ? BySeries(p, rho) : ByQuadrature(p, rho);

    /// <summary>Σ C(p, k)² ρᵏ; ends by itself for whole p.</summary>
    public static double BySeries(double p, double rho)
    {
        double term = 1, sum = 1;
        for (int k = 1; k < 10_000; k++)
        {
            double ratio = (p - k + 1) / k;
            term *= ratio * ratio * rho;
            sum += term;
            if (term <= 1e-18 * sum && k > p) break;
        }

        return sum;
    }

    /// <summary>1/π ∫₀^π ((1 − √ρ)² + 4√ρ sin²(t/2))ᵖ dt.</summary>
    public static double ByQuadrature(double p, double rho)
    {
        double root = Math.Sqrt(rho), gap = (1 - root) * (1 - root), sum = 0, weights = 0;
        for (int k = -300; k <= 300; k++)
        {
            // t = π/(1 + e^(−2s)), s = (π/2) sinh u, exact however near to 0; dt/du = π · cosh u · (π/2) / (2 cosh² s).
            double u = k * Step, s = Math.PI / 2 * Math.Sinh(u), hyperbolic = Math.Cosh(s);
            double weight = Math.Cosh(u) / (hyperbolic * hyperbolic);
            double sine = Math.Sin(Math.PI / 2 / (1 + Math.Exp(-2 * s)));
            sum += weight * Math.Pow(gap + 4 * root * sine * sine, p);
            weights += weight;
        }

        // The same rule integrates 1 to its rounding, so dividing takes its constant away.
        return sum / weights;
    }
}
