using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The transforms of a pessimistic and an optimistic discretisation of the same releases; any number of repetitions composes from
/// them.</summary>
internal sealed class SpectrumPair
{
    private readonly CompositionPlan _plan;
    private readonly LossSpectrum[] _uppers, _lowers;

    private SpectrumPair(CompositionPlan plan, LossSpectrum[] uppers, LossSpectrum[] lowers) =>
        (_plan, _uppers, _lowers) = (plan, uppers, lowers);

    /// <summary>Discretises and transforms.</summary>
    /// <param name="components">The releases.</param>
    /// <param name="plan">Grid, tilt and window.</param>
    /// <param name="delta">About the δ in question: what is cut off is far less.</param>
    /// <param name="moments">About K(λ) of each release.</param>
    public static SpectrumPair Of(IReadOnlyList<LossComponent> components, CompositionPlan plan, double delta, CompositionMoments moments)
    {
        LossSpectrum[] uppers = new LossSpectrum[components.Count], lowers = new LossSpectrum[components.Count];
        for (int i = 0; i < components.Count; i++)
        {
            LossProfile profile = components[i].Profile;
            double releases = (double)components[i].Count * components.Count;
            double tail = Math.Max(1e-300, CompositionPlan.OutsideShare * delta / releases);
            double logTilted = Math.Log(1e-4 * CompositionPlan.OutsideShare / releases) + moments.LogMomentOf(i, plan.Tilt);
            double lowest = profile.LossBelow(logTilted, plan.Tilt), highest = profile.LossAbove(tail);
            LossGrid grid = LossGrid.Covering(lowest, highest, plan.Step, LossGrid.OffsetFor(profile, plan.Step));
            (PrivacyLossDistribution upper, PrivacyLossDistribution lower) = PrivacyLossDistribution.Bracket(profile, grid);
            uppers[i] = new LossSpectrum(upper, plan.Tilt, plan.Length);
            lowers[i] = new LossSpectrum(lower, plan.Tilt, plan.Length);
        }

        return new SpectrumPair(plan, uppers, lowers);
    }

    /// <summary>ε at a δ.</summary>
    /// <param name="counts">How often each of the releases happens.</param>
    /// <param name="delta">δ.</param>
    public PrivacyRange Epsilon(long[] counts, double delta)
    {
        (double plainUpper, double upper) = Compose(_uppers, counts).Epsilon(delta);
        (double plainLower, double lower) = Compose(_lowers, counts).Epsilon(delta);
        return Between(lower, plainLower, plainUpper, upper, double.PositiveInfinity);
    }

    /// <summary>δ at an ε.</summary>
    /// <param name="counts">How often each of the releases happens.</param>
    /// <param name="epsilon">ε.</param>
    public PrivacyRange Delta(long[] counts, double epsilon)
    {
        (double plainUpper, double upper) = Compose(_uppers, counts).Delta(epsilon);
        (double plainLower, double lower) = Compose(_lowers, counts).Delta(epsilon);
        return Between(lower, plainLower, plainUpper, upper, 1);
    }

    private TiltedComposition Compose(LossSpectrum[] spectra, long[] counts) => new(_plan, [.. spectra.Zip(counts)]);

    /// <summary>
    /// The upper bound's error is twice the lower one's and of opposite sign, up to higher powers of h: their weighted mean has neither.
    /// </summary>
    private static PrivacyRange Between(double lower, double plainLower, double plainUpper, double upper, double limit)
    {
        // Numbers that ran out leave the limits that always hold.
        if (!(upper <= limit)) upper = limit;
        if (!(lower <= upper)) lower = 0;
        double estimate = (plainUpper + (2 * plainLower)) / 3;
        return new PrivacyRange(lower, double.IsFinite(estimate) ? Math.Clamp(estimate, lower, upper) : upper, upper);
    }
}
