using AlignmentToolkit.Dynamics;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>The adaptive integrator against fixed steps written out, whose accuracy is published too.</summary>
public class FixedStepTests
{
    [Fact]
    public void Classical_steps_of_a_tenth_give_nine_digits_and_Euler_steps_of_a_hundredth_three()
    {
        TeacherStudentSettings settings = TeacherStudentSettings.AlignedStart;
        double exact = OnlineTheory.Integrate(
            OnlineRule.FeedbackAlignment, settings, [10], 1e-12,
            cancellation: TestContext.Current.CancellationToken).GeneralisationError[0];

        double classical = FinalError(settings, 100, 0.1, ClassicalStep), euler = FinalError(settings, 1000, 0.01, EulerStep);

        Assert.InRange(Math.Abs(classical - exact), 0, 1e-9);
        Assert.InRange(Math.Abs(euler - exact), 1e-5, 1e-3);
    }

    private delegate double[] Step(IOrderParameterFlow flow, double[] state, double size);

    private static double FinalError(TeacherStudentSettings settings, int steps, double size, Step step)
    {
        OrderParameterLayout layout = OrderParameterLayout.For(OnlineRule.FeedbackAlignment, settings);
        IOrderParameterFlow flow = OnlineRule.FeedbackAlignment.CreateFlow(settings, layout);
        double[] state = layout.Pack(settings.Initial);
        for (int i = 0; i < steps; i++) state = step(flow, state, size);
        return GeneralisationError.Of(settings, layout.Unpack(state));
    }

    private static double[] EulerStep(IOrderParameterFlow flow, double[] state, double size) => Moved(state, Rate(flow, state), size);

    /// <summary>The classical method of Runge and Kutta, fourth order.</summary>
    private static double[] ClassicalStep(IOrderParameterFlow flow, double[] state, double size)
    {
        double[] first = Rate(flow, state), second = Rate(flow, Moved(state, first, size / 2)), third = Rate(
            flow, Moved(state, second, size / 2)), fourth = Rate(flow, Moved(state, third, size));
        return [.. state.Select((x, i) => x + size / 6 * (first[i] + 2 * second[i] + 2 * third[i] + fourth[i]))];
    }

    private static double[] Rate(IOrderParameterFlow flow, double[] state)
    {
        double[] rate = new double[state.Length];
        flow.Evaluate(state, rate);
        return rate;
    }

    private static double[] Moved(double[] state, double[] rate, double size) => [.. state.Select((x, i) => x + size * rate[i])];
}
