using System.Globalization;
using System.Text.RegularExpressions;

using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class DormandPrinceTests
{
    private static readonly RateOfChange Decay = (_, y, rate) => rate[0] = -y[0];
    private static readonly RateOfChange Oscillator = (_, y, rate) => (rate[0], rate[1]) = (y[1], -y[0]);
    private static readonly RateOfChange Logistic = (_, y, rate) => rate[0] = y[0] * (1 - y[0]);
    private static readonly RateOfChange Forced = (t, y, rate) => rate[0] = Math.Cos(t) * y[0];

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-8)]
    [InlineData(1e-12)]
    public void Closed_forms_are_met_within_a_small_multiple_of_the_tolerance(double tolerance)
    {
        double[] times = [0, 0.3, 1, 4, 10];
        // The solver bounds the error of a step; over ten units of time a few dozen of them add up.
        double allowed = 100 * tolerance;

        Assert.All(Solve(Decay, [1], times, tolerance), point => Assert.Equal(Math.Exp(-point.Time), point.State[0], allowed));
        Assert.All(Solve(Oscillator, [1, 0], times, tolerance), point => Assert.Equal(Math.Cos(point.Time), point.State[0], allowed));
        Assert.All(Solve(Oscillator, [1, 0], times, tolerance), point => Assert.Equal(-Math.Sin(point.Time), point.State[1], allowed));
        Assert.All(
            Solve(Logistic, [0.1], times, tolerance), point => Assert.Equal(1 / (1 + 9 * Math.Exp(-point.Time)), point.State[0], allowed));
        Assert.All(
            Solve(Forced, [1], times, tolerance), point => Assert.Equal(Math.Exp(Math.Sin(point.Time)), point.State[0], 3 * allowed));
    }

    [Fact]
    public void A_step_is_of_fifth_order()
    {
        // Halving the step of a fifth-order method divides the error after a fixed time by 2⁵ = 32 as h → 0.
        double coarse = ErrorWithFixedSteps(20), fine = ErrorWithFixedSteps(40);

        Assert.InRange(coarse / fine, 28, 36);
    }

    [Fact]
    public void The_interpolant_is_of_fourth_order()
    {
        // Its local error is proportional to h⁵: 32 again, but inside one step.
        double coarse = ErrorInsideStep(0.2), fine = ErrorInsideStep(0.1);

        Assert.InRange(coarse / fine, 28, 36);
    }

    [Fact]
    public void Cost_grows_as_the_fifth_root_of_the_tolerance()
    {
        IntegrationCost rough = Cost(1e-5), tight = Cost(1e-10);

        // 10⁵ times the accuracy with a fifth-order error estimate of a step: 10 times the steps.
        Assert.InRange((double)tight.AcceptedSteps / rough.AcceptedSteps, 7, 13);
    }

    [Fact]
    public void Requested_times_do_not_change_the_steps()
    {
        int few = Cost(1e-8, [50]).AcceptedSteps, many = Cost(1e-8, [.. Enumerable.Range(1, 500).Select(i => 0.1 * i)]).AcceptedSteps;

        Assert.Equal(few, many);
    }

    [Fact]
    public void Times_may_repeat_and_include_the_start()
    {
        (double Time, double[] State)[] points = Solve(Decay, [2], [0, 0, 1, 1], 1e-10);

        Assert.Equal([2, 2], points.Take(2).Select(point => point.State[0]));
        Assert.Equal(points[2].State[0], points[3].State[0]);
    }

    [Fact]
    public void A_solution_that_blows_up_is_reported_with_its_time()
    {
        // dy/dt = y², y(0) = 1 has the solution 1/(1 − t).
        double[] states = new double[1];
        DormandPrince integrator = new((_, y, rate) => rate[0] = y[0] * y[0], 1);

        ArithmeticException error = Assert.Throws<ArithmeticException>(
            () => integrator.Integrate(0, [1], [2], states, null, TestContext.Current.CancellationToken));

        string time = Regex.Match(error.Message, @"t = ([\d.]+)").Groups[1].Value;
        Assert.Equal(1, double.Parse(time, CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public void A_right_hand_side_without_value_is_reported()
    {
        DormandPrince integrator = new((t, _, rate) => rate[0] = t > 0.5 ? double.NaN : 1, 1);

        ArithmeticException error = Assert.Throws<ArithmeticException>(
            () => integrator.Integrate(0, [0], [1], new double[1], null, TestContext.Current.CancellationToken));

        Assert.Contains("At t = 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_integration_that_needs_too_many_steps_gives_up()
    {
        DormandPrince integrator = new(Oscillator, 2) { MaximumSteps = 50 };

        ArithmeticException error = Assert.Throws<ArithmeticException>(
            () => integrator.Integrate(0, [1, 0], [1e6], new double[2], null, TestContext.Current.CancellationToken));

        Assert.StartsWith("50 steps brought the integration no further than t = ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated_per_step()
    {
        DormandPrince integrator = new(Oscillator, 2) { RelativeTolerance = 1e-10 };
        double[] state = new double[2];
        long Allocated(double end) =>
            Allocations.PerCall(() => integrator.Integrate(0, [1, 0], [end], state, null, CancellationToken.None));

        Assert.Equal(Allocated(10), Allocated(1000));
    }

    [Fact]
    public void Cancellation_stops_between_two_steps()
    {
        using CancellationTokenSource source = new();
        int evaluations = 0;
        DormandPrince integrator = new((_, y, rate) =>
        {
            rate[0] = -y[0];
            if (++evaluations == 100) source.Cancel();
        }, 1);

        Assert.Throws<OperationCanceledException>(() => integrator.Integrate(0, [1], [1e9], new double[1], null, source.Token));

        Assert.InRange(evaluations, 100, 106);
    }

    [Theory]
    [InlineData(1.0, 0.5)]
    [InlineData(-1.0, 0.5)]
    [InlineData(0.5, double.NaN)]
    [InlineData(0.5, double.PositiveInfinity)]
    public void Times_out_of_order_are_refused(double first, double second)
    {
        DormandPrince integrator = new(Decay, 1);

        Assert.Throws<ArgumentException>(
            () => integrator.Integrate(0, [1], [first, second], new double[2], null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Tolerances_and_lengths_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DormandPrince(Decay, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DormandPrince(Decay, 1) { RelativeTolerance = 1e-15 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DormandPrince(Decay, 1) { RelativeTolerance = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DormandPrince(Decay, 1) { AbsoluteTolerance = 0 });
        Assert.Throws<ArgumentException>(
            () => new DormandPrince(Decay, 1).Integrate(0, [1, 2], [1], new double[1], null, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(
            () => new DormandPrince(Decay, 1).Integrate(0, [1], [1], new double[2], null, TestContext.Current.CancellationToken));
    }

    private static (double Time, double[] State)[] Solve(RateOfChange rateOfChange, double[] initial, double[] times, double tolerance)
    {
        double[] states = new double[times.Length * initial.Length];
        new DormandPrince(rateOfChange, initial.Length) { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance }
            .Integrate(0, initial, times, states, null, TestContext.Current.CancellationToken);
        return [.. times.Select((time, i) => (time, states[(i * initial.Length)..((i + 1) * initial.Length)]))];
    }

    private static IntegrationCost Cost(double tolerance) => Cost(tolerance, [50]);

    private static IntegrationCost Cost(double tolerance, double[] times) =>
        new DormandPrince(Oscillator, 2) { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance }
            .Integrate(0, [1, 0], times, new double[2 * times.Length], null, TestContext.Current.CancellationToken);

    private static double ErrorWithFixedSteps(int steps)
    {
        DormandPrinceStep step = new(Forced, 1);
        step.Begin(0, [1]);
        for (int i = 1; i <= steps; i++)
        {
            step.Try(2.0 / steps, 1, 1);
            step.Accept(2.0 * i / steps);
        }

        double[] end = new double[1];
        step.Interpolate(0, end);
        return Math.Abs(end[0] - Math.Exp(Math.Sin(2)));
    }

    private static double ErrorInsideStep(double size)
    {
        DormandPrinceStep step = new(Forced, 1);
        step.Begin(0, [1]);
        step.Try(size, 1, 1);
        double[] inside = new double[1];
        step.Interpolate(0.35, inside);
        return Math.Abs(inside[0] - Math.Exp(Math.Sin(0.35 * size)));
    }
}
