using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>K(λ) of a composition, and the plan that follows from it.</summary>
internal sealed class CompositionMoments
{
    // ln of what a reduced tilt may let rounding count more.
    private const double LargestMagnification = 7;

    // λh up to which a cell of the grid counts as short.
    private const double LargestOrder = 0.5;

    private readonly (LossMoments Moments, long Count)[] _parts;

    public CompositionMoments(IReadOnlyList<LossComponent> components, double delta)
    {
        double tail = Math.Max(1e-300, 1e-11 * delta / components.Sum(component => (double)component.Count));
        (double Lowest, double Highest)[] ranges =
            [.. components.Select(component => (component.Profile.LossBelow(Math.Log(tail)), component.Profile.LossAbove(tail)))];
        _parts = [.. components.Zip(ranges, (component, range) =>
            (new LossMoments(component.Profile, range.Lowest, range.Highest), component.Count))];
        Beyond = tail * components.Sum(component => (double)component.Count);
        Highest = components.Zip(ranges, (component, range) => component.Count * range.Highest).Sum();
        FinestStep = ranges.Max(range => range.Highest - range.Lowest) / CompositionPlan.LongestLength;
        Steps = components.Sum(component => (double)component.Count);
        double variance = _parts.Sum(part => part.Count * part.Moments.Variance), mean = _parts.Sum(part => part.Count * part.Moments.Mean);
        Deviation = Math.Max(Math.Sqrt(variance), Math.Max(1e-6 * Math.Abs(mean), 1e-100));
    }

    /// <summary>Distance of losses below which a single release's grid would be too long.</summary>
    public double FinestStep { get; }

    /// <summary>At most the probability that any release has a finite loss above its part in <see cref="Highest"/>.</summary>
    public double Beyond { get; }

    /// <summary>The largest composed loss that the releases' grids allow.</summary>
    public double Highest { get; }

    /// <summary>T: number of releases.</summary>
    public double Steps { get; }

    /// <summary>Standard deviation of the composed loss.</summary>
    public double Deviation { get; }

    /// <summary>K(λ).</summary>
    public double LogMoment(double order)
    {
        double sum = 0;
        foreach ((LossMoments moments, long count) in _parts) sum += count * moments.LogMoment(order);
        return sum;
    }

    /// <summary>K(λ) of one of the releases.</summary>
    public double LogMomentOf(int part, double order) => _parts[part].Moments.LogMoment(order);

    /// <summary>The λ that brings the tilted distribution to the ε of a δ, and that ε.</summary>
    public (double Tilt, double Epsilon) TiltForDelta(double delta)
    {
        double logDelta = Math.Log(delta);
        (double tilt, double epsilon) = Minimise(
            order => (LogMoment(order) - logDelta - Exponentials.Log1P(order) + (order * Math.Log(order / (order + 1)))) / order);
        return (tilt, Math.Max(0, epsilon));
    }

    /// <summary>The λ that brings the tilted distribution to an ε, and a bound of δ there.</summary>
    public (double Tilt, double Delta) TiltForEpsilon(double epsilon)
    {
        (double tilt, double logDelta) = Minimise(
            order => LogMoment(order) - (order * epsilon) - Exponentials.Log1P(order) + (order * Math.Log(order / (order + 1))));
        return (tilt, Math.Clamp(Math.Exp(logDelta), 1e-290, 1));
    }

    /// <summary>The shortest window that does for a δ, from tilts up to one that brings the distribution to ε.</summary>
    /// <remarks>Where single large losses make up δ, the full tilt magnifies what lies even further out; less of it then needs a shorter
    /// window. Each halving makes rounding count a few times more, for which there is room.</remarks>
    public CompositionPlan Plan(double tilt, double epsilon, double delta, double step) =>
        ((double[])[1, 0.6, 0.36])
            .Where(share => share == 1 || LogMoment(share * tilt) - (share * tilt * epsilon) < Math.Log(delta) + LargestMagnification)
            .Select(share => PlanAt(share * tilt, epsilon, delta, step))
            .MinBy(plan => plan.Step * plan.Length)!;

    private CompositionPlan PlanAt(double tilt, double epsilon, double delta, double step)
    {
        // Beyond that the discretised losses have other moments than the losses.
        step = Math.Max(Math.Min(step, LargestOrder / tilt), FinestStep);
        tilt = Math.Min(tilt, LargestOrder / step);
        double moment = LogMoment(tilt), outside = Math.Log(delta) + Math.Log(CompositionPlan.OutsideShare);
        double outsideTilted = outside - moment + (tilt * epsilon);
        double longest = LargestOrder / step;
        (double orderOfLoss, double top) = MinimiseUpTo(longest, order => (LogMoment(order) - outside) / order);
        (double rise, double above) = MinimiseUpTo(longest, shift => (LogMoment(tilt + shift) - moment - outsideTilted) / shift);
        (double fall, double below) = MinimiseUpTo(longest, shift => (LogMoment(tilt - shift) - moment - outsideTilted) / shift);
        top = Math.Max(Math.Min(top, Highest), epsilon) + (2 * step);
        double range = 1.02 * Math.Max(top + below, Math.Min(above, Highest) + (2 * step) - epsilon);
        int length = 64;
        while (length * step < range && length < CompositionPlan.LongestLength) length *= 2;
        return new CompositionPlan(tilt, epsilon, Math.Max(range / length, FinestStep), length, top, orderOfLoss, tilt + rise, tilt - fall);
    }

    /// <summary>Orders are of no use for which a cell of the grid is long: there the discretised losses have other moments.</summary>
    private (double Order, double Value) MinimiseUpTo(double largest, Func<double, double> function)
    {
        (double order, double value) = Minimise(function);
        return order <= largest ? (order, value) : (largest, function(largest));
    }

    /// <summary>Least value over positive orders, found on a logarithmic scale set by the standard deviation.</summary>
    private (double Order, double Value) Minimise(Func<double, double> function)
    {
        const int scan = 30;
        const double decadesDown = 4, decadesUp = 4;
        double At(double position) => Math.Pow(10, position) / Deviation;
        double best = double.PositiveInfinity, position = 0, spacing = (decadesDown + decadesUp) / scan;
        for (int i = 0; i <= scan; i++)
        {
            double candidate = -decadesDown + (i * spacing), value = function(At(candidate));
            if (value < best) (best, position) = (value, candidate);
        }

        double low = position - spacing, high = position + spacing, ratio = 0.5 * (Math.Sqrt(5) - 1);
        double left = high - (ratio * (high - low)), right = low + (ratio * (high - low));
        double atLeft = function(At(left)), atRight = function(At(right));
        for (int i = 0; i < 14; i++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = function(At(left));
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = function(At(right));
            }
        }

        return atLeft <= atRight ? (At(left), atLeft) : (At(right), atRight);
    }
}
