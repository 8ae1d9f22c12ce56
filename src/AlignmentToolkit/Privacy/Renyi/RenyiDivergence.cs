using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>D_α between the outputs of one elementary release on neighbouring data sets, or a bound on it.</summary>
internal abstract class RenyiDivergence
{
    /// <summary>An order beyond which no ε or δ within a number's range is improved.</summary>
    public const double LargestOfAll = 1 << 30;

    /// <summary>σ so small that 1/σ² is hardly a number: as good as no noise.</summary>
    protected const double LeastNoise = 1e-150;

    /// <summary>The largest order worth looking at: beyond it the work would grow without a use.</summary>
    public virtual double LargestOrder => LargestOfAll;

    /// <summary>The largest order at which a fractional order is no more work than a whole one.</summary>
    public virtual double LargestFractionalOrder => LargestOrder;

    /// <summary>D_α; the supremum of the privacy loss for α = ∞.</summary>
    /// <param name="order">α &gt; 1.</param>
    public abstract double At(double order);

    /// <summary>Adds count · D_α for several ascending orders.</summary>
    public virtual void AddTo(Span<double> sums, ReadOnlySpan<double> orders, double count)
    {
        for (int i = 0; i < orders.Length; i++) sums[i] += count * At(orders[i]);
    }

    /// <summary>Of an elementary release; null if there is no formula for it.</summary>
    public static RenyiDivergence? Of(PrivacyEvent release) => release switch
    {
        GaussianEvent gaussian => new GaussianDivergence(gaussian.NoiseMultiplier),
        LaplaceEvent laplace => new LaplaceDivergence(laplace.NoiseMultiplier),
        PoissonSampledEvent { Event: GaussianEvent gaussian } sample =>
            new SampledGaussianDivergence(sample.SamplingRate, gaussian.NoiseMultiplier),
        FixedBatchEvent { Event: GaussianEvent gaussian } batch =>
            new FixedBatchGaussianDivergence(batch.SamplingRate, gaussian.NoiseMultiplier),
        _ => null,
    };
}
