namespace AlignmentToolkit.Privacy.Events;

/// <summary>The same release several times over, each with fresh noise and, where there is one, a fresh sample.</summary>
/// <remarks>A later release may depend on what earlier ones showed, as a step of training does.</remarks>
/// <param name="Event">One release.</param>
/// <param name="Count">T: how often; 0 stands for never.</param>
/// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
/// <exception cref="ArgumentNullException">The event is null.</exception>
public sealed record RepeatedEvent(PrivacyEvent Event, long Count) : PrivacyEvent
{
    /// <summary>One release.</summary>
    public PrivacyEvent Event
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Event));
    } = Event ?? throw new ArgumentNullException(nameof(Event));

    /// <summary>T: how often it happens.</summary>
    public long Count
    {
        get;
        init => field = PrivacyParameter.Count(value, nameof(Count));
    } = PrivacyParameter.Count(Count);

    /// <summary>Such as <c>15 × (Gaussian noise σ = 4)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} × ({Event})");
}
