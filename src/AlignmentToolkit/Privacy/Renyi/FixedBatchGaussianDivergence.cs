using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>
/// A batch that is the share q of the data set, drawn without replacement, with Gaussian noise σ: a bound on D_α for data sets in which one
/// example is replaced [Wang 2019, theorem 27].
/// </summary>
/// <remarks>For whole α ≥ 2, e^((α−1) D_α) ≤ 1 + Σ_{j=2}^α q^j C(α, j) b_j, b_2 = min(4 (e^(1/σ²) − 1), 2 e^(1/σ²)),
/// b_j = min(4 √(B_{2⌊j/2⌋} B_{2⌈j/2⌉}), 2 e^(j(j−1)/(2σ²))), with B_l = E[(e^((2x−1)/(2σ²)) − 1)^l] over x ~ N(0, σ²). Between whole
/// orders
/// (α − 1) D_α is convex, so a straight line bounds it. Drawing a batch never costs more than using all examples does.</remarks>
internal sealed class FixedBatchGaussianDivergence(double samplingRate, double noise) : RenyiDivergence
{
    private readonly GaussianDivergence _whole = new(noise);
    private readonly List<double> _logTerms = [];
    private readonly List<double> _logMoments = [];
    private bool _isTailReached;

    /// <inheritdoc/>
    public override double LargestOrder => 1 << 12;

    /// <inheritdoc/>
    public override double At(double order)
    {
        double whole = _whole.At(order);
        if (noise < LeastNoise || double.IsPositiveInfinity(order)) return double.PositiveInfinity;
        if (order > LargestOrder || whole == 0) return whole;
        int below = (int)Math.Floor(order);
        double share = order - below, cumulant = (1 - share) * LogMoment(below);
        if (share > 0) cumulant += share * LogMoment(below + 1);
        return Math.Min(whole, cumulant / (order - 1));
    }

    /// <summary>(α − 1) D_α of a whole order.</summary>
    private double LogMoment(int order)
    {
        if (order < 2) return 0;
        double largest = double.NegativeInfinity, sum = 0;
        for (int j = 2; j <= order; j++)
        {
            double term = LogFactorial.Of(order) - LogFactorial.Of(j) - LogFactorial.Of(order - j) + LogTerm(j);
            if (term > largest) (sum, largest) = (sum * Math.Exp(largest - term) + 1, term);
            else sum += Math.Exp(term - largest);
        }

        return Exponentials.Log1PExp(largest + Math.Log(sum));
    }

    /// <summary>ln (q^j b_j).</summary>
    private double LogTerm(int j)
    {
        while (_logTerms.Count <= j - 2) _logTerms.Add((_logTerms.Count + 2) * Math.Log(samplingRate) + LogBound(_logTerms.Count + 2));
        return _logTerms[j - 2];
    }

    /// <summary>ln b_j.</summary>
    private double LogBound(int j)
    {
        double square = noise * noise, simple = Math.Log(2) + 0.5 * j * (j - 1) / square;
        if (j == 2) return Math.Min(Math.Log(4) + Exponentials.LogExpM1(1 / square), simple);
        if (_isTailReached) return simple;
        double refined = Math.Log(4) + 0.5 * (LogCentralMoment(j / 2) + LogCentralMoment((j + 1) / 2));
        // B_l nears e^(l(l−1)/(2σ²)) as l grows; once that is half reached, the refined bound is the larger one for good.
        if (refined > simple + Math.Log(2)) _isTailReached = true;
        return Math.Min(refined, simple);
    }

    /// <summary>ln B_l, l = 2 · <paramref name="half"/>. As an alternating sum it would cancel all its digits.</summary>
    private double LogCentralMoment(int half)
    {
        while (_logMoments.Count < half) _logMoments.Add(GaussianLossMoment.LogEven(2 * (_logMoments.Count + 1), noise));
        return _logMoments[half - 1];
    }
}
