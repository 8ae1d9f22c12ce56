using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics;

namespace AlignmentToolkit.Optics;

/// <summary>
/// What is exactly known of fully developed speckle: z = Σₖ rₖxₖ with rₖ circular complex normal is 𝒞𝒩(0, θ), θ = s²‖x‖², so its intensity
/// I = |z|² is exponential with mean θ.
/// </summary>
/// <remarks>Oracles for emulation, and the numbers by which an exposure is chosen. [Goodman 2007]</remarks>
public static class SpeckleStatistics
{
    /// <summary>θ = s²‖x‖², the mean intensity.</summary>
    /// <param name="entryVariance">s² = E|r|², at least 0.</param>
    /// <param name="squaredNorm">‖x‖², at least 0.</param>
    public static double MeanIntensity(double entryVariance, double squaredNorm) => entryVariance * squaredNorm;

    /// <summary>P(I ≤ t) = 1 − e^(−t/θ).</summary>
    /// <param name="intensity">t.</param>
    /// <param name="mean">θ, greater than 0.</param>
    public static double Cdf(double intensity, double mean)
    {
        Require.FiniteAndPositive(mean);
        return intensity <= 0 ? 0 : -Math.Exp(-intensity / mean) + 1;
    }

    /// <summary>Density of I: e^(−t/θ)/θ.</summary>
    /// <param name="intensity">t.</param>
    /// <param name="mean">θ, greater than 0.</param>
    public static double Density(double intensity, double mean)
    {
        Require.FiniteAndPositive(mean);
        return intensity < 0 ? 0 : Math.Exp(-intensity / mean) / mean;
    }

    /// <summary>E|z|ᵖ = θ^(p/2) Γ(1 + p/2); p = 2k gives E Iᵏ = k! θᵏ.</summary>
    /// <param name="power">p, greater than −2.</param>
    /// <param name="mean">θ, greater than 0.</param>
    public static double AmplitudeMoment(double power, double mean)
    {
        Require.FiniteAndPositive(mean);
        if (!(power > -2)) throw new ArgumentOutOfRangeException(nameof(power), power, "The power must be greater than −2.");
        return Math.Pow(mean, power / 2) * SpecialFunctions.Gamma(1 + power / 2);
    }

    /// <summary>
    /// P(N = k) of counted electrons, N ~ Poisson(n̄I/θ): geometric, n̄ᵏ/(1 + n̄)ᵏ⁺¹, with mean n̄ and variance n̄ + n̄².
    /// </summary>
    /// <param name="count">k, at least 0.</param>
    /// <param name="meanCount">n̄, greater than 0.</param>
    public static double CountProbability(int count, double meanCount)
    {
        Require.FiniteAndPositive(meanCount);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Math.Exp(-count * Math.Log(1 + 1 / meanCount)) / (1 + meanCount);
    }

    /// <summary>Fraction of pixels at the largest count, without noise: e^(−(2ᵇ − 1.5)/μ).</summary>
    /// <param name="meanCount">μ, the mean count were there no limit; greater than 0.</param>
    /// <param name="bits">b, from 1 to 16.</param>
    public static double SaturatedFraction(double meanCount, int bits = 8) => 1 - Cdf(LargestOf(bits) - 0.5, meanCount);

    /// <summary>Fraction of pixels at count 0, without noise: 1 − e^(−1/(2μ)).</summary>
    /// <param name="meanCount">μ, the mean count were there no rounding; greater than 0.</param>
    public static double ZeroFraction(double meanCount) => Cdf(0.5, meanCount);

    /// <summary>Mean of rounded and limited counts, without noise: Σₖ e^(−(k − ½)/μ), k = 1 … 2ᵇ − 1.</summary>
    /// <param name="meanCount">μ, the mean count were there neither; greater than 0.</param>
    /// <param name="bits">b, from 1 to 16.</param>
    public static double MeanCount(double meanCount, int bits = 8)
    {
        Require.FiniteAndPositive(meanCount);

        // A geometric series: ratio q = e^(−1/μ), first term √q.
        double logRatio = -1 / meanCount;
        return Math.Exp(logRatio / 2) * Exponentials.ExpM1(LargestOf(bits) * logRatio) / Exponentials.ExpM1(logRatio);
    }

    /// <summary>Intensities of two inputs: their covariance s⁴(x·y)².</summary>
    /// <param name="entryVariance">s².</param>
    /// <param name="innerProduct">x·y.</param>
    public static double IntensityCovariance(double entryVariance, double innerProduct) =>
        entryVariance * entryVariance * innerProduct * innerProduct;

    /// <summary>
    /// Standard deviation of I_x I_y relative to its mean, √(4(1 + 4ρ + ρ²) − (1 + ρ)²)/(1 + ρ): the error of the kernel told by one pixel.
    /// </summary>
    /// <param name="cosineSquared">ρ = cos²∠(x, y), in [0, 1].</param>
    public static double ProductDeviation(double cosineSquared)
    {
        if (!(cosineSquared >= 0 && cosineSquared <= 1))
            throw new ArgumentOutOfRangeException(nameof(cosineSquared), cosineSquared, "A squared cosine is in [0, 1].");
        double rho = cosineSquared;
        return Math.Sqrt(4 * (1 + 4 * rho + rho * rho) - (1 + rho) * (1 + rho)) / (1 + rho);
    }

    private static int LargestOf(int bits)
    {
        if (bits is < 1 or > 16) throw new ArgumentOutOfRangeException(nameof(bits), bits, "1 to 16 bits are allowed.");
        return (1 << bits) - 1;
    }
}
