using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>Online learning at a finite input dimension N, step by step.</summary>
/// <remarks>
/// A run starts from weights with exactly the order parameters of the settings, and its ε_g is the closed form at
/// the measured order parameters: no test set, no sampling noise.
/// Single-precision weights and inputs, double-precision fields, readout and measurements.
/// </remarks>
public static class OnlineSimulation
{
    /// <summary>One run.</summary>
    /// <param name="rule">The learning rule.</param>
    /// <param name="settings">Teacher, student, learning rates.</param>
    /// <param name="dimension">N, at least the number of weight vectors: K + M, and C more for a rule with a projection.</param>
    /// <param name="times">α at which to record, finite, ascending, from 0; α N is rounded to whole steps.</param>
    /// <param name="stream">Where all randomness comes from.</param>
    /// <param name="progress">Hears of every recorded time.</param>
    /// <param name="cancellation">Stops the run within a block of steps.</param>
    /// <returns>The course of learning, at the requested times.</returns>
    /// <exception cref="ArgumentException">Settings that do not fit together or with the rule, a dimension too small, or
    /// times out of order.</exception>
    /// <exception cref="ArithmeticException">The weights diverged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LearningCurve Run(
        OnlineRule rule,
        TeacherStudentSettings settings,
        int dimension,
        double[] times,
        RandomStream stream,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        TeacherStudentRequirements.Check(rule, settings, forTheory: false);
        ArgumentNullException.ThrowIfNull(stream);
        OrderParameterLayout layout = OrderParameterLayout.For(rule, settings);
        if (dimension < layout.Fields)
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"{layout.Fields} independent weight vectors need at least that dimension.");
        TimeList.Check(times);

        OnlineRun run = new(rule, settings, layout, dimension, stream);
        LearningCurveRecorder recorder = new(rule, settings, layout, times);
        double[] state = new double[layout.Length];
        for (int i = 0; i < times.Length; i++)
        {
            run.AdvanceTo((long)Math.Round(times[i] * dimension), cancellation);
            run.Measure(state);
            if (!double.IsFinite(state.Sum()))
                throw new ArithmeticException(FormattableString.Invariant(
                    $"{rule} diverged before α = {times[i]} at N = {dimension}: a learning rate is too large."));
            recorder.Record(state);
            double fraction = times[^1] > 0 ? times[i] / times[^1] : 1;
            progress?.Report(new WorkProgress(fraction, FormattableString.Invariant($"{rule}, α = {times[i]:g4}")));
        }

        return recorder.Finish();
    }

    /// <summary>Several runs with streams of their own, side by side; the result does not depend on the number of threads.</summary>
    /// <param name="rule">The learning rule.</param>
    /// <param name="settings">Teacher, student, learning rates.</param>
    /// <param name="dimension">N.</param>
    /// <param name="times">α at which to record.</param>
    /// <param name="stream">Run r draws from its child r.</param>
    /// <param name="runs">Number of runs, at least 1.</param>
    /// <param name="progress">Hears of every run that is done.</param>
    /// <param name="cancellation">Stops all runs.</param>
    /// <returns>All runs with their mean and spread.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Run"/>, or less than one run.</exception>
    /// <exception cref="ArithmeticException">The weights of a run diverged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LearningCurves RunMany(
        OnlineRule rule,
        TeacherStudentSettings settings,
        int dimension,
        double[] times,
        RandomStream stream,
        int runs,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        LearningCurve[] curves = new LearningCurve[runs];
        int finished = 0;
        Lock reporting = new();
        ParallelWork.For(runs, new OneOfMany(run =>
        {
            curves[run] = Run(rule, settings, dimension, times, stream.Child(run), null, cancellation);
            lock (reporting) progress?.Report(new WorkProgress((double)++finished / runs, $"{rule}, run {finished} of {runs}"));
        }));
        return new LearningCurves(curves);
    }

    /// <summary>One run among others. They share the threads of the kernels, so kernels inside a run do not ask for more.</summary>
    private readonly struct OneOfMany(Action<int> run) : IParallelBody
    {
        public void Invoke(int index) => run(index);
    }
}
