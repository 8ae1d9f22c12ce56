namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The same release several times.</summary>
/// <param name="Profile">One release.</param>
/// <param name="Count">How often; at least 1.</param>
public sealed record LossComponent(LossProfile Profile, long Count)
{
    /// <summary>One release.</summary>
    public LossProfile Profile { get; } = Profile ?? throw new ArgumentNullException(nameof(Profile));

    /// <summary>How often.</summary>
    public long Count { get; } = Count >= 1
        ? Count
        : throw new ArgumentOutOfRangeException(nameof(Count), Count, "A release of the composition happens at least once.");
}
