using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>Online learning in the limit of infinite dimension: ordinary differential equations for the order parameters.</summary>
public static class OnlineTheory
{
    /// <summary>A learning curve takes a few hundred steps; a rectified unit that dies chatters about zero in ever smaller ones.</summary>
    private const int MaximumSteps = 20_000;

    /// <summary>Integrates the equations of motion of a rule.</summary>
    /// <param name="rule">The learning rule.</param>
    /// <param name="settings">Teacher, student, learning rates.</param>
    /// <param name="times">α at which to record, finite, ascending, from 0.</param>
    /// <param name="relativeTolerance">
    /// Tolerance of the integrator, in [1e-14, 1); the absolute one is a hundredth of it. By default 1e-8, and 1e-5 for a rule whose
    /// averages are done by cubature, which is not more accurate than that.
    /// </param>
    /// <param name="progress">Hears of every recorded time.</param>
    /// <param name="cancellation">Stops the integration.</param>
    /// <returns>The mean course of learning, with ε_g in closed form.</returns>
    /// <exception cref="ArgumentException">Settings that do not fit together or with the rule, or times out of order.</exception>
    /// <exception cref="ArithmeticException">The solution diverges.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LearningCurve Integrate(
        OnlineRule rule,
        TeacherStudentSettings settings,
        double[] times,
        double? relativeTolerance = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        TeacherStudentRequirements.Check(rule, settings, forTheory: true);
        ArgumentNullException.ThrowIfNull(times);
        OrderParameterLayout layout = OrderParameterLayout.For(rule, settings);
        IOrderParameterFlow flow = rule.CreateFlow(settings, layout);
        double tolerance = relativeTolerance ?? flow.DefaultTolerance;
        DormandPrince integrator = new((_, state, rate) => flow.Evaluate(state, rate), layout.Length)
        {
            RelativeTolerance = tolerance,
            AbsoluteTolerance = 0.01 * tolerance,
            MaximumSteps = MaximumSteps,
        };
        double[] states = new double[times.Length * layout.Length];
        integrator.Integrate(0, layout.Pack(settings.Initial), times, states, progress, cancellation);

        LearningCurveRecorder recorder = new(rule, settings, layout, times);
        for (int i = 0; i < times.Length; i++) recorder.Record(states.AsSpan(i * layout.Length, layout.Length));
        return recorder.Finish();
    }

    /// <summary>The right-hand side of the equations of motion at a state: how fast every order parameter changes with α.</summary>
    /// <param name="rule">The learning rule.</param>
    /// <param name="settings">Teacher and learning rates; its initial state is where the rates are taken.</param>
    /// <returns>Rates in the shapes of the order parameters themselves.</returns>
    /// <exception cref="ArgumentException">Settings that do not fit together or with the rule.</exception>
    public static OrderParameters Rates(OnlineRule rule, TeacherStudentSettings settings)
    {
        TeacherStudentRequirements.Check(rule, settings, forTheory: true);
        OrderParameterLayout layout = OrderParameterLayout.For(rule, settings);
        double[] rate = new double[layout.Length];
        rule.CreateFlow(settings, layout).Evaluate(layout.Pack(settings.Initial), rate);
        return layout.Unpack(rate);
    }

    /// <summary>Largest stable learning rate of backpropagation in a matched soft committee machine: η_c = √3 π / (K − 1 + 3/√5).</summary>
    /// <remarks>
    /// K = M, erf, orthonormal teacher, all second-layer weights fixed at 1; beyond it perfect learning is unstable. [Saad Solla 1995]
    /// </remarks>
    /// <param name="units">K, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is less than 1.</exception>
    public static double CriticalLearningRate(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        return Math.Sqrt(3) * Math.PI / (units - 1 + 3 / Math.Sqrt(5));
    }
}
