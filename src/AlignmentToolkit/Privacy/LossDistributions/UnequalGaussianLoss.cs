using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Loss between two normal laws of different variance, P = N(m₁, v₁) and Q = N(m₂, v₂): noise that depends on the data.</summary>
/// <remarks>
/// L(x) = ½ ln(v₂/v₁) − (x − m₁)²/(2v₁) + (x − m₂)²/(2v₂) is a parabola: losses up to t are an interval of x if v₁ &gt; v₂, and the
/// complement of one if v₁ &lt; v₂. Independent coordinates compose as releases do. The two directions differ: exchange P and Q for the
/// other one.
/// </remarks>
public sealed class UnequalGaussianLoss : LossProfile
{
    private readonly double _mean, _deviation, _referenceMean, _referenceDeviation, _curvature, _vertex, _extreme;

    /// <summary>Loss of one release.</summary>
    /// <param name="mean">m₁.</param>
    /// <param name="variance">v₁, positive and finite.</param>
    /// <param name="referenceMean">m₂.</param>
    /// <param name="referenceVariance">v₂, positive, finite and not v₁; equal variances are a <see cref="GaussianLoss"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A variance is not positive and finite, both are equal, or a mean is not
    /// finite.</exception>
    public UnequalGaussianLoss(double mean, double variance, double referenceMean, double referenceVariance)
    {
        CheckFinite(mean, nameof(mean));
        CheckFinite(referenceMean, nameof(referenceMean));
        CheckVariance(variance, nameof(variance));
        CheckVariance(referenceVariance, nameof(referenceVariance));
        if (variance == referenceVariance)
        {
            throw new ArgumentOutOfRangeException(
                nameof(referenceVariance), referenceVariance, "Equal variances are the loss of Gaussian noise, not of unequal Gaussians.");
        }

        (_mean, _deviation, _referenceMean, _referenceDeviation) = (mean, Math.Sqrt(variance), referenceMean, Math.Sqrt(referenceVariance));
        _curvature = 0.5 * (variance - referenceVariance) / (variance * referenceVariance);
        double weight = variance - referenceVariance, distance = referenceMean - mean;
        _vertex = ((variance * referenceMean) - (referenceVariance * mean)) / weight;
        _extreme = (0.5 * Math.Log(referenceVariance / variance)) - (0.5 * distance * distance / weight);
    }

    /// <inheritdoc/>
    public override void FillMasses(ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaledReference)
    {
        for (int i = 0; i <= bounds.Length; i++)
        {
            double near = i == 0 ? double.NegativeInfinity : bounds[i - 1], far = i == bounds.Length ? double.PositiveInfinity : bounds[i];
            double one = Radius(near), other = Radius(far), scale = Math.Exp(bounds[Math.Min(i, bounds.Length - 1)]);
            (double inner, double outer) = (Math.Min(one, other), Math.Max(one, other));
            masses[i] = Shell(_mean, _deviation, inner, outer);
            scaledReference[i] = scale * Shell(_referenceMean, _referenceDeviation, inner, outer);
        }
    }

    private static void CheckFinite(double value, string name)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, "A mean is finite.");
    }

    private static void CheckVariance(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "A variance is positive and finite.");
    }

    /// <summary>Distance from the parabola's vertex at which the loss is t; 0 where it is nowhere.</summary>
    private double Radius(double loss)
    {
        if (double.IsInfinity(loss)) return (loss > 0) == (_curvature > 0) ? double.PositiveInfinity : 0;
        return Math.Sqrt(Math.Max(0, (loss - _extreme) / _curvature));
    }

    /// <summary>Probability of a distance from the vertex between two radii.</summary>
    private double Shell(double mean, double deviation, double inner, double outer) =>
        Interval((_vertex + inner - mean) / deviation, (_vertex + outer - mean) / deviation)
        + Interval((_vertex - outer - mean) / deviation, (_vertex - inner - mean) / deviation);

    /// <summary>Φ(b) − Φ(a), from the tail in which both lie.</summary>
    private static double Interval(double low, double high) => low > 0
        ? NormalDistribution.Cdf(-low) - NormalDistribution.Cdf(-high)
        : NormalDistribution.Cdf(high) - NormalDistribution.Cdf(low);
}
