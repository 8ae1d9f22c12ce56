namespace AlignmentToolkit.Numerics;

// Counts of independent rare events.
public sealed partial class RandomStream
{
    private const double LargestPoissonMean = 1e9;

    // Where rejection needs fewer numbers than a search from zero, and its constants are valid from.
    private const double RejectionMean = 10;

    /// <summary>A Poisson number: P(k) = λᵏ e⁻λ/k!, exact up to rounding in double precision.</summary>
    /// <remarks>
    /// Below 10 a search through the distribution function, which takes one uniform number; from 10 on transformed rejection, which takes
    /// pairs, 1.1 to 1.3 on average. [Hörmann 1993, algorithm PTRS]
    /// </remarks>
    /// <param name="mean">λ, from 0 to 10⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is out of its range.</exception>
    public int NextPoisson(double mean)
    {
        if (!(mean >= 0 && mean <= LargestPoissonMean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, $"A Poisson number's mean must be from 0 to {LargestPoissonMean}.");
        return mean < RejectionMean ? PoissonBySearch(mean) : PoissonByRejection(mean);
    }

    private int PoissonBySearch(double mean)
    {
        double uniform = NextDouble(), probability = Math.Exp(-mean);
        int count = 0;

        // Beyond 60 nothing is left that a number of 53 bits could reach, and rounding must not keep the search going.
        while (uniform >= probability && count < 60)
        {
            uniform -= probability;
            probability *= mean / ++count;
        }

        return count;
    }

    private int PoissonByRejection(double mean)
    {
        double b = 0.931 + 2.53 * Math.Sqrt(mean), a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            double u = NextDouble() - 0.5, v = NextDouble(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) return (int)k;
            if (k < 0 || k > int.MaxValue || (us < 0.013 && v > us)) continue;
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= LogPoisson(k, mean)) return (int)k;
        }
    }

    /// <summary>
    /// ln(λᵏ e⁻λ/k!), by k ln(λ/k) + (k − λ) − ½ ln 2πk − the tail of Stirling's series, in which the large terms have cancelled.
    /// </summary>
    private static double LogPoisson(double k, double mean)
    {
        if (k < 10) return k * Math.Log(mean) - mean - Math.Log(Factorials[(int)k]);
        double inverse = 1 / k, square = inverse * inverse;
        double tail = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return k * Math.Log(mean / k) + (k - mean) - 0.5 * Math.Log(2 * Math.PI * k) - tail;
    }

    private static ReadOnlySpan<double> Factorials => [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880];
}
