using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>
/// Loss of Laplace noise: with P about 1 and Q about 0, both of scale b, L = (|x| − |x − 1|)/b reaches from −1/b to 1/b and takes both
/// ends with a probability of their own, P(L = 1/b) = ½ and P(L = −1/b) = ½ e^{−1/b}.
/// </summary>
/// <remarks>The same in both directions.</remarks>
public sealed class LaplaceLoss : LossProfile
{
    private readonly double _largest;

    /// <summary>Loss of one Laplace release.</summary>
    /// <param name="noiseMultiplier">b: scale of the noise divided by the L1 sensitivity; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">b is not positive and finite.</exception>
    public LaplaceLoss(double noiseMultiplier)
    {
        if (!(noiseMultiplier > 0 && double.IsFinite(noiseMultiplier)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(noiseMultiplier), noiseMultiplier, "A noise multiplier with a loss to it is positive and finite.");
        }

        NoiseMultiplier = noiseMultiplier;
        _largest = 1 / noiseMultiplier;
    }

    /// <summary>b.</summary>
    public double NoiseMultiplier { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [_largest, -_largest];

    /// <inheritdoc/>
    public override void FillMasses(ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaledReference)
    {
        double below = double.NegativeInfinity;
        for (int i = 0; i < bounds.Length; i++)
        {
            (masses[i], scaledReference[i]) = Cell(below, bounds[i], bounds[i]);
            below = bounds[i];
        }

        (masses[bounds.Length], scaledReference[bounds.Length]) = Cell(below, double.PositiveInfinity, below);
    }

    /// <summary>P and e^t Q of (a, b].</summary>
    /// <remarks>Between the ends P has the density ¼ e^{(ℓ − 1/b)/2} in ℓ, and e^t Q the density ¼ e^{t − (ℓ + 1/b)/2}.</remarks>
    private (double Mass, double ScaledReference) Cell(double below, double above, double scale)
    {
        double mass = 0, reference = 0, low = Math.Max(below, -_largest), high = Math.Min(above, _largest);
        if (high > low)
        {
            mass = 0.5 * Math.Exp((high - _largest) / 2) * -Exponentials.ExpM1((low - high) / 2);
            reference = 0.5 * Math.Exp(scale - ((low + _largest) / 2)) * -Exponentials.ExpM1((low - high) / 2);
        }

        if (below < -_largest && above >= -_largest)
        {
            mass += 0.5 * Math.Exp(-_largest);
            reference += 0.5 * Math.Exp(scale);
        }

        if (below < _largest && above >= _largest)
        {
            mass += 0.5;
            reference += 0.5 * Math.Exp(scale - _largest);
        }

        return (mass, reference);
    }
}
