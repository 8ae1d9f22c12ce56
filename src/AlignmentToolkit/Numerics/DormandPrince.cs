namespace AlignmentToolkit.Numerics;

/// <summary>The right-hand side of a system of ordinary differential equations, dy/dt = f(t, y).</summary>
/// <param name="time">t.</param>
/// <param name="state">y, of the system's dimension.</param>
/// <param name="rate">Receives dy/dt; it never overlaps <paramref name="state"/>.</param>
public delegate void RateOfChange(double time, ReadOnlySpan<double> state, Span<double> rate);

/// <summary>What an integration cost.</summary>
/// <param name="AcceptedSteps">Steps that met the tolerance.</param>
/// <param name="RejectedSteps">Steps that were tried again with a smaller size.</param>
/// <param name="Evaluations">Evaluations of the right-hand side.</param>
public readonly record struct IntegrationCost(int AcceptedSteps, int RejectedSteps, int Evaluations);

/// <summary>Integrates dy/dt = f(t, y) with the Dormand–Prince pair of orders 5 and 4, adaptive steps and continuous output.</summary>
/// <remarks>
/// The fifth-order solution is carried on; its difference from the embedded fourth-order one, in the weighted norm
/// ‖d‖ = √(1/n Σ (dᵢ / (atol + rtol max(|yᵢ|, |yᵢ'|)))²), is kept below 1 by a proportional–integral step controller. States at the
/// requested times come from the fourth-order interpolant, so they do not shorten the steps. Nothing is allocated between the requested
/// times. An instance keeps working arrays and serves one thread at a time. [Dormand Prince 1980; Hairer 1993, II.4–II.6]
/// </remarks>
public sealed class DormandPrince
{
    private const double Safety = 0.9, MinimumScale = 0.2, MaximumScale = 10;
    private const double IntegralGain = 0.04, ProportionalGain = 0.2 - 0.75 * IntegralGain;

    private readonly RateOfChange _rateOfChange;
    private readonly int _dimension;
    private readonly DormandPrinceStep _step;

    /// <summary>Prepares to integrate one system.</summary>
    /// <param name="rateOfChange">The right-hand side f.</param>
    /// <param name="dimension">Number of components of y, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimension"/> is less than 1.</exception>
    public DormandPrince(RateOfChange rateOfChange, int dimension)
    {
        ArgumentNullException.ThrowIfNull(rateOfChange);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        _rateOfChange = rateOfChange;
        _dimension = dimension;
        _step = new DormandPrinceStep(rateOfChange, dimension);
    }

    /// <summary>rtol: tolerated local error relative to a component's size; in [1e-14, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public double RelativeTolerance
    {
        get;
        init
        {
            // Below about 1e-14 the embedded error estimate is rounding noise and the step size collapses.
            if (!(value >= 1e-14 && value < 1))
                throw new ArgumentOutOfRangeException(nameof(value), value, "A relative tolerance lies in [1e-14, 1).");
            field = value;
        }
    } = 1e-8;

    /// <summary>atol: tolerated local error of a component near zero; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public double AbsoluteTolerance
    {
        get;
        init
        {
            if (!(value > 0)) throw new ArgumentOutOfRangeException(nameof(value), value, "An absolute tolerance is positive.");
            field = value;
        }
    } = 1e-10;

    /// <summary>
    /// Steps, rejected ones included, after which the integration gives up; at least 1. A right-hand side that is not smooth would
    /// otherwise take for ever.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaximumSteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 200_000;

    /// <summary>Integrates from <paramref name="start"/> and records the state at every requested time.</summary>
    /// <param name="start">Time t₀ of the initial state.</param>
    /// <param name="initial">y(t₀).</param>
    /// <param name="times">Times to record, ascending, none before <paramref name="start"/>.</param>
    /// <param name="states">Receives one state per time, one after the other: times.Length × dimension numbers.</param>
    /// <param name="progress">Hears of every recorded time.</param>
    /// <param name="cancellation">Stops the integration between two steps.</param>
    /// <returns>What it cost.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or times are not finite and ascending.</exception>
    /// <exception cref="ArithmeticException">The solution leaves the finite numbers, no step is small enough for the tolerance, or
    /// <see cref="MaximumSteps"/> are not enough.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IntegrationCost Integrate(
        double start,
        ReadOnlySpan<double> initial,
        ReadOnlySpan<double> times,
        Span<double> states,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        CheckArguments(start, initial, times, states);
        _step.Begin(start, initial);
        int recorded = 0;
        while (recorded < times.Length && times[recorded] == start) initial.CopyTo(states.Slice(_dimension * recorded++, _dimension));
        if (recorded == times.Length) return default;

        double end = times[^1];
        double size = Math.Min(FirstStepSize(start, initial, end), end - start), lastError = 1e-4;
        int accepted = 0, rejected = 0, evaluations = 2;
        bool afterRejection = false;
        while (recorded < times.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            RequireResolvable(size, accepted + rejected);
            double error = _step.Try(size, RelativeTolerance, AbsoluteTolerance);
            evaluations += 6;
            if (!(error <= 1))
            {
                rejected++;
                afterRejection = true;
                // A step that left the finite numbers says nothing about its error; it is only clear that it was too long.
                size *= double.IsFinite(error) ? Math.Max(MinimumScale, Safety * Math.Pow(error, -ProportionalGain)) : 0.1;
                continue;
            }

            double nextTime = size == end - _step.Time ? end : _step.Time + size;
            for (; recorded < times.Length && times[recorded] <= nextTime; recorded++)
            {
                _step.Interpolate((times[recorded] - _step.Time) / size, states.Slice(_dimension * recorded, _dimension));
                progress?.Report(new WorkProgress(
                    (double)(recorded + 1) / times.Length, FormattableString.Invariant($"t = {times[recorded]:g6}")));
            }

            _step.Accept(nextTime);
            accepted++;
            error = Math.Max(error, 1e-10);
            double scale = Safety * Math.Pow(error, -ProportionalGain) * Math.Pow(lastError, IntegralGain);
            lastError = Math.Max(error, 1e-4);
            size = Math.Min(size * Math.Clamp(scale, MinimumScale, afterRejection ? 1 : MaximumScale), end - nextTime);
            afterRejection = false;
        }

        return new IntegrationCost(accepted, rejected, evaluations);
    }

    private void CheckArguments(double start, ReadOnlySpan<double> initial, ReadOnlySpan<double> times, Span<double> states)
    {
        if (initial.Length != _dimension)
            throw new ArgumentException($"The initial state has {initial.Length} components, the system {_dimension}.", nameof(initial));
        if (states.Length != times.Length * _dimension)
        {
            throw new ArgumentException(
                $"{states.Length} numbers of room for {times.Length} states of {_dimension} components.", nameof(states));
        }

        double last = start;
        foreach (double time in times)
        {
            if (!double.IsFinite(time) || time < last)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Times are finite and ascending from {start}; {time} comes after {last}."),
                    nameof(times));
            }

            last = time;
        }
    }

    private void RequireResolvable(double size, int steps)
    {
        if (steps >= MaximumSteps)
        {
            throw new ArithmeticException(FormattableString.Invariant(
                $"{steps} steps brought the integration no further than t = {_step.Time}."));
        }

        if (_step.Time + 0.1 * size > _step.Time) return;
        throw new ArithmeticException(FormattableString.Invariant(
            $"At t = {_step.Time} no step meets the tolerance (relative {RelativeTolerance}, absolute {AbsoluteTolerance}): ")
            + "the solution diverges or is not smooth there.");
    }

    /// <summary>
    /// A step whose explicit Euler increment is small against the state and whose second derivative is small against the tolerance.
    /// </summary>
    private double FirstStepSize(double start, ReadOnlySpan<double> initial, double end)
    {
        double[] rate = new double[_dimension], moved = new double[_dimension], movedRate = new double[_dimension];
        _rateOfChange(start, initial, rate);
        double sizeOfState = 0, sizeOfRate = 0;
        for (int i = 0; i < _dimension; i++)
        {
            double scale = AbsoluteTolerance + RelativeTolerance * Math.Abs(initial[i]);
            sizeOfState += initial[i] / scale * (initial[i] / scale);
            sizeOfRate += rate[i] / scale * (rate[i] / scale);
        }

        double euler = sizeOfState > 1e-10 && sizeOfRate > 1e-10 ? 0.01 * Math.Sqrt(sizeOfState / sizeOfRate) : 1e-6;
        euler = Math.Min(euler, end - start);
        for (int i = 0; i < _dimension; i++) moved[i] = initial[i] + euler * rate[i];
        _rateOfChange(start + euler, moved, movedRate);
        double curvature = 0;
        for (int i = 0; i < _dimension; i++)
        {
            double bend = (movedRate[i] - rate[i]) / (AbsoluteTolerance + RelativeTolerance * Math.Abs(initial[i]));
            curvature += bend * bend;
        }

        double steepest = Math.Max(Math.Sqrt(curvature / _dimension) / euler, Math.Sqrt(sizeOfRate / _dimension));
        double byCurvature = steepest <= 1e-15 ? Math.Max(1e-6, 1e-3 * euler) : Math.Pow(0.01 / steepest, 0.2);
        double size = Math.Min(100 * euler, byCurvature);
        return double.IsFinite(size) && size > 0 ? size : 1e-6;
    }
}
