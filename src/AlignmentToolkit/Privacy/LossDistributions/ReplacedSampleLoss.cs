namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>
/// Loss of a release about a batch of fixed size, drawn without replacement, between data sets in which one example is replaced.
/// </summary>
/// <remarks>
/// With γ the share of the data in a batch and P₁, P₀ the outputs between which a replaced member of the batch decides, every mechanism's
/// δ is at most that of (1 − γ) P₀ + γ P₁ against P₀ where ε ≥ 0; where ε &lt; 0, it follows by exchanging the data sets. Together that is
/// the loss of the removal of
/// <see cref="SampledLoss"/> above 0, that of the addition below, and the rest of both P and Q at 0. The largest δ of one release is
/// attained; of a composition it is an upper bound, and the accountant's lower end bounds this loss's composition from below. [Balle 2018;
/// Wang 2019]
/// </remarks>
public sealed class ReplacedSampleLoss : LossProfile
{
    private readonly SampledLoss _above, _below;
    private readonly double _atZero;

    /// <summary>Loss of one release.</summary>
    /// <param name="samplingRate">γ, above 0 and at most 1.</param>
    /// <param name="release">Loss of the release between batches in which the example is replaced; alike in both directions.</param>
    /// <exception cref="ArgumentOutOfRangeException">γ is outside (0, 1].</exception>
    public ReplacedSampleLoss(double samplingRate, LossProfile release)
    {
        _above = new SampledLoss(samplingRate, release, AdjacencyDirection.Remove);
        _below = new SampledLoss(samplingRate, release, AdjacencyDirection.Add);
        _atZero = Math.Max(0, 1 - _above.InfiniteMass - _above.UpperTail(0) - _below.LowerTail(0));
    }

    /// <summary>γ.</summary>
    public double SamplingRate => _above.SamplingRate;

    /// <inheritdoc/>
    public override double InfiniteMass => _above.InfiniteMass;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [0];

    /// <inheritdoc/>
    public override void FillMasses(ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaledReference)
    {
        int negative = 0;
        while (negative < bounds.Length && bounds[negative] < 0) negative++;
        double scale = Math.Exp(bounds[Math.Min(negative, bounds.Length - 1)]);

        double[] cells = new double[bounds.Length + 2], scaled = new double[bounds.Length + 2];
        _below.FillMasses([.. bounds[..negative], 0], cells, scaled);
        cells.AsSpan(0, negative + 1).CopyTo(masses);
        scaled.AsSpan(0, negative + 1).CopyTo(scaledReference);
        double mass = masses[negative] + _atZero, reference = (scaledReference[negative] + _atZero) * scale;

        ReadOnlySpan<double> others = bounds[negative..];
        _above.FillMasses([0, .. others], cells, scaled);
        cells.AsSpan(1, others.Length + 1).CopyTo(masses[negative..]);
        scaled.AsSpan(1, others.Length + 1).CopyTo(scaledReference[negative..]);
        masses[negative] += mass;
        scaledReference[negative] = (others.IsEmpty ? scaledReference[negative] * scale : scaledReference[negative]) + reference;
    }
}
