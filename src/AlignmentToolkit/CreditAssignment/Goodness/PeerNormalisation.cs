using AlignmentToolkit.Networks;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// A penalty that keeps units of a layer equally active: λ·(1/n)Σ(r̄ − r_j)², r_j ← m·r_j + (1 − m)·(mean of h_j over positive examples).
/// </summary>
/// <remarks>
/// Only the newest term of the running mean depends on the weights now: ∂/∂h_j of a positive example is λ·(2/n)(r_j − r̄)·(1 − m)/B. As in
/// loeweX/Forward-Forward, whose weight 0.03 is the default.
/// </remarks>
public sealed record PeerNormalisation
{
    /// <summary>λ, at least 0. Default 0.03.</summary>
    public float Weight { get; init; } = 0.03f;

    /// <summary>m in [0, 1). Default 0.9.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>r_j before training, at least 0. Default 0.5.</summary>
    public float Start { get; init; } = 0.5f;

    /// <summary>
    /// Whether the slope of ReLU is taken to be 1 everywhere (straight through), so that silent units are pulled up too. Default false.
    /// </summary>
    /// <remarks>The goodness does not see the difference: its derivative is in proportion to h, which is 0 in a silent unit.</remarks>
    public bool StraightThrough { get; init; }

    internal void Validate()
    {
        Require.FiniteAndNotNegative(Weight, nameof(Weight));
        Require.InUnitInterval(Momentum, nameof(Momentum));
        Require.FiniteAndNotNegative(Start, nameof(Start));
    }
}
