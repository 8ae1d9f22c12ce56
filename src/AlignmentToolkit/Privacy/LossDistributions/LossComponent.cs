namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The same release several times.</summary>
/// <param name="Profile">One release.</param>
/// <param name="Count">How often; at least 1.</param>
internal sealed record LossComponent(LossProfile Profile, long Count);
