using System.Collections.ObjectModel;

namespace AlignmentToolkit.Privacy.Events;

/// <summary>Several releases about the same data set, one after the other; each may depend on what earlier ones showed.</summary>
/// <param name="Events">The releases, in order; none at all is allowed and costs nothing.</param>
/// <exception cref="ArgumentNullException">The list or one of its events is null.</exception>
public sealed record ComposedEvent(IReadOnlyList<PrivacyEvent> Events) : PrivacyEvent
{
    /// <summary>The releases, in order.</summary>
    public IReadOnlyList<PrivacyEvent> Events { get; } = Copy(Events);

    /// <summary>Whether the other composition has equal releases in the same order.</summary>
    /// <param name="other">The other composition.</param>
    public bool Equals(ComposedEvent? other) => other is not null && Events.SequenceEqual(other.Events);

    /// <inheritdoc/>
    public override int GetHashCode() => Events.Aggregate(Events.Count, HashCode.Combine);

    /// <summary>Such as <c>Gaussian noise σ = 4, then Laplace noise b = 1</c>.</summary>
    public override string ToString() => Events.Count == 0 ? "no release" : string.Join(", then ", Events);

    // A list that somebody else changes later would change the event.
    private static ReadOnlyCollection<PrivacyEvent> Copy(IReadOnlyList<PrivacyEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        PrivacyEvent[] copy = [.. events];
        int gap = Array.IndexOf(copy, null);
        return gap < 0 ? Array.AsReadOnly(copy) : throw new ArgumentNullException(nameof(events), $"Event {gap} of {copy.Length} is null.");
    }
}
