using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Releases one after the other, seen in one direction of the neighbourhood.</summary>
internal sealed class DirectedComposition
{
    private const int Attempts = 3;

    // The prediction of a grid's error is good to a few percent where losses are spread over several cells.
    private const double Caution = 0.8;

    // ε below this share of the composed loss's standard deviation is as good as none.
    private const double NegligibleShare = 0.05;

    private readonly IReadOnlyList<LossComponent> _components;
    private readonly double _relativeWidth;
    private readonly bool _usesClosedForms;

    public DirectedComposition(IReadOnlyList<LossComponent> components, double relativeWidth, bool usesClosedForms)
    {
        (_components, _relativeWidth, _usesClosedForms) = (components, relativeWidth, usesClosedForms);
        InfiniteMass = -Exponentials.ExpM1(
            components.Sum(component => component.Count * Exponentials.Log1P(-component.Profile.InfiniteMass)));
    }

    /// <summary>P(L = ∞) of the composition.</summary>
    public double InfiniteMass { get; }

    /// <summary>ε at a δ.</summary>
    public PrivacyRange Epsilon(double delta, CancellationToken cancellation) =>
        Shortcut(delta) ?? Narrow(delta, cancellation).Range;

    /// <summary>ε at a δ after each of several numbers of repetitions of the whole, from one pair of transforms as far as it
    /// serves.</summary>
    public PrivacyRange[] EpsilonByRepetitions(IReadOnlyList<long> repetitions, double delta, CancellationToken cancellation)
    {
        PrivacyRange[] ranges = new PrivacyRange[repetitions.Count];
        DirectedComposition longest = Repeated(repetitions.Max());
        (PrivacyRange Range, SpectrumPair Spectra)? narrow = longest.Shortcut(delta) is null ? longest.Narrow(delta, cancellation) : null;
        for (int i = 0; i < ranges.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            DirectedComposition some = Repeated(repetitions[i]);
            if (some.Shortcut(delta) is { } shortcut) ranges[i] = shortcut;
            else
            {
                PrivacyRange? shared = narrow?.Spectra.Epsilon(Counts(repetitions[i]), delta);
                ranges[i] = shared is { } range && some.IsNarrow(range) ? range : some.Narrow(delta, cancellation).Range;
            }
        }

        return ranges;
    }

    /// <summary>δ at an ε.</summary>
    public PrivacyRange Delta(double epsilon, CancellationToken cancellation)
    {
        if (_usesClosedForms && _components is [{ Count: 1 } only]) return PrivacyRange.Exactly(Math.Min(1, only.Profile.Delta(epsilon)));
        if (_components.All(component => component.Profile is AtomicLoss)) return PrivacyRange.Exactly(DeltaOfAtoms(epsilon));
        if (!IsWithinReach(1e-30)) return new PrivacyRange(0, 1, 1);
        cancellation.ThrowIfCancellationRequested();
        CompositionMoments moments = new(_components, 1e-30);
        if (epsilon >= moments.Highest) return new PrivacyRange(InfiniteMass, InfiniteMass, Math.Min(1, InfiniteMass + moments.Beyond));
        (double tilt, double delta) = moments.TiltForEpsilon(epsilon);
        double step = StepFor(moments, tilt, _relativeWidth * Math.Max(epsilon, NegligibleShare * moments.Deviation));
        SpectrumPair spectra = SpectrumPair.Of(_components, moments.Plan(tilt, epsilon, delta, step), delta, moments);
        return spectra.Delta([.. _components.Select(component => component.Count)], epsilon);
    }

    private DirectedComposition Repeated(long count) => count == 0
        ? new DirectedComposition([], _relativeWidth, _usesClosedForms)
        : new DirectedComposition(
            [.. _components.Zip(Counts(count), (component, times) => new LossComponent(component.Profile, times))],
            _relativeWidth,
            _usesClosedForms);

    // More releases than can be counted stay at the largest number that can: no ε is finite there.
    private long[] Counts(long repetitions) =>
    [
        .. _components.Select(component =>
            component.Count > long.MaxValue / Math.Max(1, repetitions) ? long.MaxValue : component.Count * repetitions),
    ];

    /// <summary>ε where it is known without composing; null elsewhere.</summary>
    private PrivacyRange? Shortcut(double delta)
    {
        if (InfiniteMass > delta) return PrivacyRange.Exactly(double.PositiveInfinity);
        if (_usesClosedForms && _components is [{ Count: 1 } only]) return PrivacyRange.Exactly(ClosedForm.Epsilon(only.Profile, delta));
        // At ε = 0, δ is a distance, and distances at most add up.
        if (_components.Sum(component => component.Count * component.Profile.Delta(0)) <= delta) return PrivacyRange.Exactly(0);
        if (_components.All(component => component.Profile is AtomicLoss))
            return PrivacyRange.Exactly(Math.Max(0, LossOfAtoms() + Exponentials.Log1P(-(delta - InfiniteMass) / (1 - InfiniteMass))));
        return IsWithinReach(delta) ? null : new PrivacyRange(0, double.PositiveInfinity, double.PositiveInfinity);
    }

    private double LossOfAtoms() => _components.Sum(component => component.Count * ((AtomicLoss)component.Profile).Loss);

    private double DeltaOfAtoms(double epsilon) =>
        InfiniteMass + ((1 - InfiniteMass) * Math.Max(0, -Exponentials.ExpM1(epsilon - LossOfAtoms())));

    /// <summary>Whether losses are of a size that leaves their differences some digits.</summary>
    private bool IsWithinReach(double delta)
    {
        const double farthest = 1e12;
        return _components.All(component => component.Profile.LossAbove(delta) < farthest);
    }

    private bool IsNarrow(PrivacyRange range)
    {
        double smallest = NegligibleShare * new CompositionMoments(_components, 1e-5).Deviation;
        return double.IsFinite(range.Upper) && range.Upper - range.Lower <= 1.05 * _relativeWidth * Math.Max(range.Estimate, smallest);
    }

    /// <summary>Composes on finer and finer grids until the range is as narrow as it should be.</summary>
    private (PrivacyRange Range, SpectrumPair Spectra) Narrow(double delta, CancellationToken cancellation)
    {
        CompositionMoments moments = new(_components, delta);
        long[] counts = [.. _components.Select(component => component.Count)];
        (double tilt, double expected) = moments.TiltForDelta(delta);
        double smallest = NegligibleShare * moments.Deviation, step = StepFor(moments, tilt, _relativeWidth * Math.Max(expected, smallest));
        PrivacyRange? best = null;
        for (int attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            CompositionPlan plan = moments.Plan(tilt, expected, delta, step);
            SpectrumPair spectra = SpectrumPair.Of(_components, plan, delta, moments);
            PrivacyRange range = spectra.Epsilon(counts, delta);
            if (best is { } last) range = Intersection(last, range);
            // Where hardly anything exceeds the sum of the largest losses, that sum is an ε.
            if (InfiniteMass + moments.Beyond < delta) range = Intersection(new PrivacyRange(0, 0, moments.Highest), range);
            double goal = _relativeWidth * Math.Max(range.Estimate, smallest), reached = range.Upper - range.Lower;
            if (reached <= goal || attempt == Attempts || !double.IsFinite(reached)) return (range, spectra);
            if (plan.Length >= CompositionPlan.LongestLength || plan.Step <= 1.01 * moments.FinestStep) return (range, spectra);
            best = range;
            step = plan.Step * Math.Sqrt(Caution * goal / reached);
            expected = range.Estimate;
            tilt = moments.TiltForEpsilon(expected).Tilt;
        }
    }

    /// <summary>Both ranges hold the truth; the finer grid has the better estimate.</summary>
    private static PrivacyRange Intersection(PrivacyRange coarse, PrivacyRange fine)
    {
        double lower = Math.Max(coarse.Lower, fine.Lower), upper = Math.Min(coarse.Upper, fine.Upper);
        return new PrivacyRange(lower, Math.Clamp(fine.Estimate, lower, upper), upper);
    }

    private static double StepFor(CompositionMoments moments, double tilt, double width) =>
        Math.Sqrt(8 * Caution * width / (moments.Steps * (tilt + 1)));
}
