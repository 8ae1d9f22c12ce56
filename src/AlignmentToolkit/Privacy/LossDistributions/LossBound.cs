namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>On which side of the truth a discretised privacy loss stands.</summary>
public enum LossBound
{
    /// <summary>Its δ(ε) is nowhere less than the true one: pessimistic.</summary>
    Upper,

    /// <summary>Its δ(ε) is nowhere more than the true one: optimistic.</summary>
    Lower,
}
