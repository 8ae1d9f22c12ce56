using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>Turns a description of what was released into the (ε, δ) that it costs.</summary>
/// <remarks>
/// An accountant never reports too small an ε: the upper end of its ranges is a guarantee, infinite where its numbers run out. One whose
/// <see cref="IsBound"/> is false approximates; its estimate may be too small, and it says so by an infinite upper end. Two limits are
/// the same for
/// all: where nothing is released, ε is 0; where something is released without noise and without sampling, ε is ∞.
/// Accountants keep no state: one object serves any number of events and threads.
/// </remarks>
public abstract class PrivacyAccountant
{
    /// <summary>Its name in tables and messages, such as <c>Rényi</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether its estimate can be relied on as a guarantee.</summary>
    public abstract bool IsBound { get; }

    /// <summary>Why the accountant can say nothing about an event, as a sentence without its full stop; null if it can.</summary>
    /// <param name="privacyEvent">The event.</param>
    public abstract string? ReasonAgainst(PrivacyEvent privacyEvent);

    /// <summary>Whether the accountant can account for an event.</summary>
    /// <param name="privacyEvent">The event.</param>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    public bool Supports(PrivacyEvent privacyEvent)
    {
        ArgumentNullException.ThrowIfNull(privacyEvent);
        return Limit(privacyEvent) is not null || ReasonAgainst(privacyEvent) is null;
    }

    /// <summary>What an event costs.</summary>
    /// <param name="privacyEvent">All that was released.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    /// <exception cref="UnsupportedEventException">The accountant can say nothing about the event.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public PrivacyCurve Account(PrivacyEvent privacyEvent, CancellationToken cancellation = default)
    {
        Demand(privacyEvent);
        cancellation.ThrowIfCancellationRequested();
        return Limit(privacyEvent) ?? AccountSupported(privacyEvent, cancellation);
    }

    /// <summary>ε as it grows with the number of releases.</summary>
    /// <param name="step">One release.</param>
    /// <param name="steps">Numbers of releases, each at least 0.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One ε for each entry of <paramref name="steps"/>, in the same order.</returns>
    /// <exception cref="ArgumentNullException">The event or the list is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of releases is negative, or δ lies outside (0, 1).</exception>
    /// <exception cref="UnsupportedEventException">The accountant can say nothing about the event.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IReadOnlyList<PrivacyRange> EpsilonBySteps(
        PrivacyEvent step, IReadOnlyList<long> steps, double delta, CancellationToken cancellation = default)
    {
        Demand(step);
        ArgumentNullException.ThrowIfNull(steps);
        foreach (long count in steps) PrivacyParameter.Count(count, nameof(steps));
        PrivacyParameter.Delta(delta);
        return Limit(step) is { } limit
            ? [.. steps.Select(count => count == 0 ? PrivacyRange.Exactly(0) : limit.Epsilon(delta))]
            : EpsilonBySupportedSteps(step, steps, delta, cancellation);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary><see cref="Account"/> of an event that the accountant supports.</summary>
    /// <param name="privacyEvent">The event.</param>
    /// <param name="cancellation">Stops the work.</param>
    protected abstract PrivacyCurve AccountSupported(PrivacyEvent privacyEvent, CancellationToken cancellation);

    /// <summary><see cref="EpsilonBySteps"/> of arguments that are known to be allowed; accountants that can share work between the
    /// numbers of
    /// releases override it.</summary>
    /// <param name="step">One release.</param>
    /// <param name="steps">Numbers of releases.</param>
    /// <param name="delta">δ.</param>
    /// <param name="cancellation">Stops the work.</param>
    protected virtual IReadOnlyList<PrivacyRange> EpsilonBySupportedSteps(
        PrivacyEvent step, IReadOnlyList<long> steps, double delta, CancellationToken cancellation) =>
        [.. steps.Select(count => Account(new RepeatedEvent(step, count), cancellation).Epsilon(delta))];

    private void Demand(PrivacyEvent privacyEvent)
    {
        if (!Supports(privacyEvent)) throw new UnsupportedEventException(Name, privacyEvent, ReasonAgainst(privacyEvent)!);
    }

    /// <summary>The curve of nothing and of everything; null in between.</summary>
    private static GaussianPrivacyCurve? Limit(PrivacyEvent privacyEvent)
    {
        IReadOnlyList<RepeatedEvent> parts = privacyEvent.Parts();
        if (parts.Count == 0) return new GaussianPrivacyCurve(double.PositiveInfinity);
        bool showsAll = parts.Any(part => part.Event is GaussianEvent { NoiseMultiplier: 0 } or LaplaceEvent { NoiseMultiplier: 0 });
        return showsAll ? new GaussianPrivacyCurve(0) : null;
    }
}
