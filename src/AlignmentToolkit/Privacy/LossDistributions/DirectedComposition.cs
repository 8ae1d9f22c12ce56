using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Releases one after the other, seen in one direction of the neighbourhood.</summary>
internal sealed class DirectedComposition
{
    private const int Attempts = 3;

    // The prediction of a grid's error is good to a few percent where losses are spread over several cells.
    private const double Caution = 0.8;

    private readonly IReadOnlyList<LossComponent> _components;
    private readonly double _relativeWidth;

    public DirectedComposition(IReadOnlyList<LossComponent> components, double relativeWidth) =>
        (_components, _relativeWidth) = (components, relativeWidth);

    /// <summary>ε at a δ.</summary>
    public PrivacyRange Epsilon(double delta, CancellationToken cancellation)
    {
        if (_components is [{ Count: 1 } only]) return PrivacyRange.Exactly(ClosedForm.Epsilon(only.Profile, delta));
        CompositionMoments moments = new(_components, delta);
        (double tilt, double expected) = moments.TiltForDelta(delta);
        double smallest = 0.05 * moments.Deviation, step = StepFor(moments, tilt, _relativeWidth * Math.Max(expected, smallest));
        for (int attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            CompositionPlan plan = moments.Plan(tilt, expected, delta, step);
            (TiltedComposition pessimistic, TiltedComposition optimistic) = Compose(plan, delta);
            (double plainUpper, double upper) = pessimistic.Epsilon(delta);
            (double plainLower, double lower) = optimistic.Epsilon(delta);
            PrivacyRange range = Between(lower, plainLower, plainUpper, upper);
            double goal = _relativeWidth * Math.Max(range.Estimate, smallest), reached = range.Upper - range.Lower;
            if (reached <= goal || attempt == Attempts || plan.Length >= CompositionPlan.LongestLength || !double.IsFinite(reached)) return range;
            step = plan.Step * Math.Sqrt(Caution * goal / reached);
            expected = range.Estimate;
            tilt = moments.TiltForEpsilon(expected).Tilt;
        }
    }

    /// <summary>δ at an ε.</summary>
    public PrivacyRange Delta(double epsilon, CancellationToken cancellation)
    {
        if (_components is [{ Count: 1 } only]) return PrivacyRange.Exactly(Math.Min(1, only.Profile.Delta(epsilon)));
        cancellation.ThrowIfCancellationRequested();
        CompositionMoments moments = new(_components, 1e-30);
        (double tilt, double delta) = moments.TiltForEpsilon(epsilon);
        double step = StepFor(moments, tilt, _relativeWidth * Math.Max(epsilon, 0.05 * moments.Deviation));
        (TiltedComposition pessimistic, TiltedComposition optimistic) = Compose(moments.Plan(tilt, epsilon, delta, step), delta);
        (double plainUpper, double upper) = pessimistic.Delta(epsilon);
        (double plainLower, double lower) = optimistic.Delta(epsilon);
        return Between(lower, plainLower, plainUpper, upper);
    }

    /// <summary>
    /// The upper bound's error is twice the lower one's and of opposite sign, up to higher powers of h: their weighted mean has neither.
    /// </summary>
    private static PrivacyRange Between(double lower, double plainLower, double plainUpper, double upper)
    {
        double estimate = double.IsFinite(plainUpper) ? (plainUpper + (2 * plainLower)) / 3 : upper;
        return new PrivacyRange(lower, Math.Clamp(estimate, lower, upper), upper);
    }

    private static double StepFor(CompositionMoments moments, double tilt, double width) =>
        Math.Sqrt(8 * Caution * width / (moments.Steps * (tilt + 1)));

    private (TiltedComposition Pessimistic, TiltedComposition Optimistic) Compose(CompositionPlan plan, double delta)
    {
        List<(LossSpectrum, long)> uppers = [], lowers = [];
        foreach ((LossProfile profile, long count) in _components)
        {
            double tail = Math.Max(1e-300, CompositionPlan.OutsideShare * delta / (count * _components.Count));
            LossGrid grid = LossGrid.Covering(profile.LossBelow(tail, plan.Tilt), profile.LossAbove(tail), plan.Step, 0);
            (PrivacyLossDistribution upper, PrivacyLossDistribution lower) = PrivacyLossDistribution.Bracket(profile, grid);
            uppers.Add((new LossSpectrum(upper, plan.Tilt, plan.Length), count));
            lowers.Add((new LossSpectrum(lower, plan.Tilt, plan.Length), count));
        }

        return (new TiltedComposition(plan, uppers), new TiltedComposition(plan, lowers));
    }
}
