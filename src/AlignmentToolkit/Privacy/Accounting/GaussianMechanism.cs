using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>
/// The Gaussian mechanism, exactly: one release whose noise has the standard deviation σ times its sensitivity. With μ = 1/σ,
/// δ(ε) = Φ(−ε/μ + μ/2) − e^ε Φ(−ε/μ − μ/2) [Balle 2018, theorem 8].
/// </summary>
/// <remarks>
/// Several releases with multipliers σᵢ are one with 1/σ² = Σ 1/σᵢ² (<see cref="Compose"/>). With u = ε/μ − μ/2 and v = u + μ the second
/// density is e^ε φ(v) = φ(u), so δ = φ(u) [M(u) − M(v)] with Mills' ratio M: no exponential of ε is left that could overflow or cancel.
/// Relative error of δ and of the inverse functions: about 1e-13.
/// </remarks>
public static class GaussianMechanism
{
    private const int MostIterations = 200;

    /// <summary>δ(ε), for any real ε.</summary>
    /// <param name="epsilon">ε; below 0, too, the divergence has a meaning: δ(−ε) = 1 − e^−ε (1 − δ(ε)).</param>
    /// <param name="noiseMultiplier">σ from 0 (δ = 1) to ∞ (δ = 0 for ε ≥ 0).</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is not a number, or σ is negative or not a number.</exception>
    public static double Delta(double epsilon, double noiseMultiplier)
    {
        if (double.IsNaN(epsilon)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "epsilon has to be a number.");
        double noise = PrivacyParameter.NoiseMultiplier(noiseMultiplier, nameof(noiseMultiplier));
        return epsilon < 0
            ? -Exponentials.ExpM1(epsilon) + Math.Exp(epsilon) * Math.Exp(LogDelta(-epsilon, noise))
            : Math.Exp(LogDelta(epsilon, noise));
    }

    /// <summary>The ε ≥ 0 with δ(ε) = <paramref name="delta"/>; 0 where even δ(0) is smaller, ∞ without noise.</summary>
    /// <param name="noiseMultiplier">σ from 0 to ∞.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is negative or not a number, or δ lies outside (0, 1).</exception>
    public static double Epsilon(double noiseMultiplier, double delta)
    {
        double noise = PrivacyParameter.NoiseMultiplier(noiseMultiplier), target = Math.Log(PrivacyParameter.Delta(delta));
        if (noise == 0) return double.PositiveInfinity;
        if (LogDelta(0, noise) <= target) return 0;
        double mu = 1 / noise;
        // δ(ε) ≤ Φ(−u), so u = Φ⁻¹(1 − δ) is far enough.
        double low = 0, high = mu * (mu / 2 - NormalDistribution.Quantile(delta)) * (1 + 1e-12);
        if (double.IsInfinity(high)) return high;
        double epsilon = 0.5 * high;
        for (int i = 0; i < MostIterations; i++)
        {
            double excess = LogDelta(epsilon, noise) - target;
            if (excess > 0) low = epsilon;
            else high = epsilon;
            // d ln δ/dε = −e^ε Φ(−v)/δ.
            double v = epsilon / mu + mu / 2;
            double slope = -Math.Exp(epsilon + NormalDistribution.LogCdf(-v) - (excess + target)), next = epsilon - excess / slope;
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (Math.Abs(next - epsilon) <= 4e-16 * epsilon) return next;
            epsilon = next;
        }

        return high;
    }

    /// <summary>The smallest σ that makes the release (ε, δ)-private.</summary>
    /// <param name="epsilon">ε, finite and at least 0.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <returns>σ with δ(ε; σ) ≤ δ, also after rounding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative, infinite or not a number, or δ lies outside (0, 1).</exception>
    public static double NoiseMultiplier(double epsilon, double delta)
    {
        double target = Math.Log(PrivacyParameter.Delta(delta));
        PrivacyParameter.Epsilon(epsilon);
        // δ ≤ Φ(−u): where u = Φ⁻¹(1 − δ), μ is small enough; δ ≥ 2Φ(μ/2) − 1 at ε = 0 bounds it from the other side after doubling.
        double tail = -NormalDistribution.Quantile(delta);
        double low = Math.Sqrt(tail * tail + 2 * epsilon) - tail;
        low = low > 0 ? low : double.Epsilon;
        double high = Math.Max(low, 1e-300);
        while (LogDelta(epsilon, 1 / high) < target) high *= 2;
        double mu = 0.5 * (low + high);
        for (int i = 0; i < MostIterations; i++)
        {
            double excess = LogDelta(epsilon, 1 / mu) - target;
            if (excess > 0) high = mu;
            else low = mu;
            // dδ/dμ = φ(u).
            double slope = Math.Exp(NormalDistribution.LogDensity(epsilon / mu - mu / 2) - (excess + target)), next = mu - excess / slope;
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            bool isSettled = Math.Abs(next - mu) <= 4e-16 * mu;
            mu = next;
            if (isSettled) break;
        }

        double noise = 1 / mu;
        while (LogDelta(epsilon, noise) > target) noise *= 1 + 1e-15;
        return noise;
    }

    /// <summary>The best test that can be made of whether an example took part: its true positive rate at a given false positive rate,
    /// Φ(Φ⁻¹(x) + μ) [Dong 2019].</summary>
    /// <param name="falsePositiveRate">x: how often the test may say yes where the example did not take part; from 0 to 1.</param>
    /// <param name="noiseMultiplier">σ = 1/μ from 0 to ∞.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside [0, 1], or σ is negative or not a number.</exception>
    public static double TruePositiveRate(double falsePositiveRate, double noiseMultiplier)
    {
        double rate = PrivacyParameter.SamplingRate(falsePositiveRate), noise = PrivacyParameter.NoiseMultiplier(noiseMultiplier);
        // Neither rate is changed by looking away, and without noise every test is right.
        if (double.IsInfinity(noise) || rate == 1) return rate;
        return noise == 0 ? 1 : NormalDistribution.Cdf(NormalDistribution.Quantile(rate) + 1 / noise);
    }

    /// <summary>The multiplier σ of the one release that equals several: 1/σ² = Σ 1/σᵢ².</summary>
    /// <param name="noiseMultipliers">σᵢ, each from 0 to ∞; none at all gives ∞.</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A multiplier is negative or not a number.</exception>
    public static double Compose(params IEnumerable<double> noiseMultipliers)
    {
        ArgumentNullException.ThrowIfNull(noiseMultipliers);
        double sum = 0;
        foreach (double noise in noiseMultipliers) sum += Math.Pow(PrivacyParameter.NoiseMultiplier(noise, nameof(noiseMultipliers)), -2);
        return 1 / Math.Sqrt(sum);
    }

    /// <summary>ln δ(ε) for ε ≥ 0, also where δ is too small for a number.</summary>
    internal static double LogDelta(double epsilon, double noise)
    {
        if (noise == 0) return 0;
        if (double.IsInfinity(noise) || double.IsInfinity(epsilon)) return double.NegativeInfinity;
        double mu = 1 / noise;
        if (double.IsInfinity(mu)) return 0;
        double u = epsilon / mu - mu / 2, v = epsilon / mu + mu / 2;
        if (mu < 0.5) return NormalDistribution.LogDensity(u) + Math.Log(MillsDrop(u, mu));
        if (u > 0) return NormalDistribution.LogDensity(u) + Math.Log(NormalDistribution.MillsRatio(u) - NormalDistribution.MillsRatio(v));
        return Math.Log(NormalDistribution.Cdf(-u) - NormalDistribution.Density(u) * NormalDistribution.MillsRatio(v));
    }

    /// <summary>M(u) − M(u + μ) as the integral of −M′, by Gauss and Legendre at eight points: the difference would cancel where μ is
    /// small.</summary>
    private static double MillsDrop(double u, double mu)
    {
        ReadOnlySpan<double> nodes = [0.18343464249564981, 0.52553240991632899, 0.79666647741362674, 0.96028985649753623];
        ReadOnlySpan<double> weights = [0.36268378337836198, 0.31370664587788729, 0.22238103445337447, 0.10122853629037626];
        double middle = u + mu / 2, sum = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            double offset = 0.5 * mu * nodes[i];
            sum += weights[i] * (NormalDistribution.MillsSlope(middle - offset) + NormalDistribution.MillsSlope(middle + offset));
        }

        return 0.5 * mu * sum;
    }
}
