namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>
/// A Poisson sample of rate q with Gaussian noise σ: D_α = ln A_α/(α − 1), A_α = E[(1 − q + q e^((2x−1)/(2σ²)))^α] over
/// x ~ N(0, σ²) [Mironov 2019, section 3.3]. The other direction is never larger [Mironov 2019, theorem 5].
/// </summary>
/// <remarks>Whole orders are a finite sum, fractional ones an integral.</remarks>
internal sealed class SampledGaussianDivergence(double samplingRate, double noise) : RenyiDivergence
{
    private const double LeastIntegratedNoise = 0.01;

    private readonly bool _isClear = noise < LeastNoise;
    private SampledGaussianSum? _sum;
    private SampledGaussianIntegral? _integral;

    /// <inheritdoc/>
    public override double LargestOrder => 1 << 14;

    /// <inheritdoc/>
    public override double LargestFractionalOrder => 64;

    /// <inheritdoc/>
    public override double At(double order)
    {
        if (_isClear || double.IsPositiveInfinity(order)) return double.PositiveInfinity;
        return LogMoment(order) / (order - 1);
    }

    /// <inheritdoc/>
    public override void AddTo(Span<double> sums, ReadOnlySpan<double> orders, double count)
    {
        // From the largest orders down, so that what they need is prepared once.
        for (int i = orders.Length - 1; i >= 0; i--) sums[i] += count * At(orders[i]);
    }

    private double LogMoment(double order)
    {
        if (order == Math.Floor(order)) return Sum(order);
        // (α − 1) D_α is convex. Where its integral would take millions of points, ε is in the thousands anyway.
        if (noise < LeastIntegratedNoise) return Interpolated(order);
        SampledGaussianIntegral integral = _integral is { } made && made.LargestOrder >= order
            ? made
            : _integral = new SampledGaussianIntegral(samplingRate, noise, Math.Max(order, 4));
        return integral.LogMoment(order);
    }

    private double Sum(double order)
    {
        SampledGaussianSum sum = _sum is { } ready && ready.LargestOrder >= order
            ? ready
            : _sum = new SampledGaussianSum(samplingRate, noise, (int)order);
        return sum.LogMoment((int)order);
    }

    private double Interpolated(double order)
    {
        double below = Math.Floor(order), share = order - below;
        return (below < 2 ? 0 : (1 - share) * Sum(below)) + share * Sum(below + 1);
    }
}
