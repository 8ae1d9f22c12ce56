using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Accounts by composing privacy-loss distributions.</summary>
public sealed class PrivacyLossAccountant : PrivacyAccountant
{
    /// <inheritdoc/>
    public override string Name => "privacy loss";

    /// <inheritdoc/>
    public override bool IsBound => true;

    /// <summary>The largest (upper − lower)/estimate of ε to aim at.</summary>
    public double RelativeWidth { get; init; } = 1e-3;

    /// <inheritdoc/>
    public override string? ReasonAgainst(PrivacyEvent privacyEvent) => ReleaseLosses.Of(privacyEvent).Reason;

    /// <inheritdoc/>
    protected override PrivacyCurve AccountSupported(PrivacyEvent privacyEvent, CancellationToken cancellation) => new PrivacyLossCurve(
        [.. ReleaseLosses.Of(privacyEvent).Directions.Select(components => new DirectedComposition(components, RelativeWidth))], cancellation);
}
