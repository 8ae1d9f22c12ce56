namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>A loss that is one number or infinite: what a release without noise shows.</summary>
/// <remarks>A Poisson sample at rate q shows everything about the example if it is there; otherwise the loss is ln(1 − q).</remarks>
/// <param name="loss">The finite loss.</param>
/// <param name="mass">P of the finite loss; Q of it is e^{−loss} times that. The rest of P is at an infinite loss.</param>
public sealed class AtomicLoss(double loss, double mass) : LossProfile
{
    /// <summary>The finite loss.</summary>
    public double Loss => loss;

    /// <inheritdoc/>
    public override double InfiniteMass => 1 - mass;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [loss];

    /// <inheritdoc/>
    public override void FillMasses(ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaledReference)
    {
        masses.Clear();
        scaledReference.Clear();
        int cell = 0;
        while (cell < bounds.Length && bounds[cell] < loss) cell++;
        masses[cell] = mass;
        scaledReference[cell] = mass * Math.Exp(bounds[Math.Min(cell, bounds.Length - 1)] - loss);
    }
}
