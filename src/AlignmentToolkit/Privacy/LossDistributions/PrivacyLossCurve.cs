using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The exact curve (ε, δ) of a composition, between a pessimistic and an optimistic one.</summary>
internal sealed class PrivacyLossCurve(IReadOnlyList<DirectedComposition> directions, CancellationToken cancellation) : PrivacyCurve
{
    protected override PrivacyRange EpsilonAt(double delta) =>
        Larger(directions.Select(direction => direction.Epsilon(delta, cancellation)));

    protected override PrivacyRange DeltaAt(double epsilon) =>
        Larger(directions.Select(direction => direction.Delta(epsilon, cancellation)));

    protected override string? RemarkAt(double delta)
    {
        if (!double.IsPositiveInfinity(EpsilonAt(delta).Upper)) return null;
        return directions.Any(direction => direction.InfiniteMass > delta)
            ? "with a probability above δ the release shows the example itself, whatever ε"
            : "losses of this size leave too few digits for a guarantee";
    }

    // Both directions have to be private, so the worse one counts.
    public static PrivacyRange Larger(IEnumerable<PrivacyRange> ranges) => ranges.Aggregate((one, other) => new PrivacyRange(
        Math.Max(one.Lower, other.Lower), Math.Max(one.Estimate, other.Estimate), Math.Max(one.Upper, other.Upper)));
}
