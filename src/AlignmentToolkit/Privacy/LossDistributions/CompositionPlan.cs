namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>What to compute in order to know δ(ε) near one point of the curve: a tilt, a grid and a window.</summary>
/// <remarks>
/// <para>
/// Weighting every loss by e^{λL} moves the middle of the composed distribution to the ε in question, so that δ comes with full relative
/// accuracy however small it is. λ minimises the bound ln δ ≤ K(λ) − λε − ln(λ + 1) + λ ln(λ/(λ + 1)). [Balle 2020; Canonne 2020]
/// </para>
/// <para>
/// Spreading a loss over the two ends of its cell with P and Q kept multiplies E e^{λL} by 1 + λ(λ + 1) h²/12 on average, whatever the
/// distribution; the tangent polygon divides by half of that. Over T releases the two bounds of ε are therefore T (λ + 1) h²/8 apart, from
/// which h follows.
/// </para>
/// </remarks>
/// <param name="Tilt">λ.</param>
/// <param name="Epsilon">ε about which the tilted distribution lies.</param>
/// <param name="Step">h.</param>
/// <param name="Length">N: grid losses in the window, a power of two.</param>
/// <param name="Top">The largest loss in the window.</param>
/// <param name="OrderOfLoss">λ' that bounds what lies above the window.</param>
/// <param name="OrderAbove">λ' that bounds what a turn round the window brings down from above.</param>
/// <param name="OrderBelow">λ' that bounds what a turn round the window brings up from below.</param>
internal sealed record CompositionPlan(
    double Tilt, double Epsilon, double Step, int Length, double Top, double OrderOfLoss, double OrderAbove, double OrderBelow)
{
    /// <summary>Share of δ, about, that may lie outside the window or beyond a release's grid.</summary>
    public const double OutsideShare = 1e-9;

    /// <summary>The longest window, and the longest grid of one release.</summary>
    public const int LongestLength = 1 << 20;
}
