using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

public class OnlineSimulationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("BP", 1)]
    [InlineData("FA", 2)]
    [InlineData("AFA", 2)]
    [InlineData("BP", 4)]
    [InlineData("FA", 4)]
    [InlineData("AFA", 4)]
    [InlineData("PEPITA", 2)]
    [InlineData("PEPITA", 4)]
    public void A_run_starts_from_exactly_the_prescribed_order_parameters(string ruleName, int setting)
    {
        TeacherStudentSettings settings = PublishedCurvesTests.Setting(setting);
        OnlineRule rule = PublishedCurvesTests.Rule(ruleName);

        OrderParameters start = Run(rule, settings, 200, [0]).States[0];

        // Single-precision weights: each entry is off by 6e-8 of itself at most.
        AssertClose(settings.Initial.StudentOverlap, start.StudentOverlap, 2e-7);
        AssertClose(settings.Initial.CrossOverlap, start.CrossOverlap, 2e-7);
        AssertClose(settings.Initial.Readout, start.Readout, 0);
        if (rule.UsesProjection) AssertClose(settings.Initial.ProjectionOverlap!, start.ProjectionOverlap!, 2e-7);
    }

    [Theory]
    [InlineData("BP", 1)]
    [InlineData("FA", 2)]
    [InlineData("AFA", 2)]
    [InlineData("BP", 4)]
    [InlineData("FA", 4)]
    [InlineData("AFA", 4)]
    [InlineData("PEPITA", 2)]
    [InlineData("PEPITA", 4)]
    public void The_fused_loop_does_the_steps_that_the_equations_say(string ruleName, int setting)
    {
        // 61 is odd and no multiple of a vector width; 2 000 steps cross several blocks of inputs.
        const int dimension = 61, steps = 2000;
        TeacherStudentSettings settings = PublishedCurvesTests.Setting(setting);
        OnlineRule rule = PublishedCurvesTests.Rule(ruleName);
        RandomStream stream = RandomStream.From("written-out").Child(ruleName).Child(setting);

        OrderParameters expected = WrittenOutStudent.Train(rule, settings, dimension, steps, stream);
        OrderParameters actual = OnlineSimulation.Run(
            rule, settings, dimension, [0.5, 3, (double)steps / dimension], stream, null, Cancellation).States[^1];

        // Rounding of single-precision weights: about √2000 × 6e-8, amplified while the student learns.
        AssertClose(expected.StudentOverlap, actual.StudentOverlap, 2e-5);
        AssertClose(expected.CrossOverlap, actual.CrossOverlap, 2e-5);
        AssertClose(expected.Readout, actual.Readout, 2e-5);
        if (rule.UsesProjection) AssertClose(expected.ProjectionOverlap!, actual.ProjectionOverlap!, 2e-5);
        Assert.True((expected.CrossOverlap - settings.Initial.CrossOverlap).FrobeniusNorm() > 0.05, "nothing was learned");
    }

    [Theory]
    [InlineData("BP")]
    [InlineData("FA")]
    [InlineData("AFA")]
    [InlineData("PEPITA")]
    public void Two_outputs_follow_the_equations_of_motion(string ruleName)
    {
        OnlineRule rule = PublishedCurvesTests.Rule(ruleName);
        double[] times = [1, 2, 5, 10, 20];
        LearningCurve theory = OnlineTheory.Integrate(rule, TeacherStudentSettings.TwoOutputs, times, cancellation: Cancellation);

        LearningCurves runs = OnlineSimulation.RunMany(
            rule, TeacherStudentSettings.TwoOutputs, 2000, times, RandomStream.From("two-outputs"), 3, null, Cancellation);

        // Measured with an independent program at this size: 0.7 % for the mean of three runs of AFA; 3 % is four times that.
        Assert.All(theory.GeneralisationError.Zip(runs.MeanError), pair => Assert.InRange(pair.Second / pair.First, 0.97, 1.03));
    }

    [Fact]
    public void ReLU_simulations_follow_the_small_learning_rate_limit_when_the_rate_is_small()
    {
        TeacherStudentSettings settings = TeacherStudentSettings.AlignedStart with
        {
            Activation = SolvableActivation.ReLU,
            LearningRate = 0.02,
            ReadoutLearningRate = 0.02,
            SmallLearningRateLimit = true,
        };
        double[] times = [10, 50, 100];
        LearningCurve theory = OnlineTheory.Integrate(OnlineRule.FeedbackAlignment, settings, times, cancellation: Cancellation);

        LearningCurve run = Run(OnlineRule.FeedbackAlignment, settings, 500, times);

        // What the limit drops is of relative size η = 2 %; the scatter of one run at N = 500 and this η is smaller than that.
        Assert.All(theory.GeneralisationError.Zip(run.GeneralisationError), pair => Assert.InRange(pair.Second / pair.First, 0.95, 1.05));
        Assert.True(theory.GeneralisationError[^1] < 0.5 * theory.GeneralisationError[0], "nothing was learned");
    }

    [Fact]
    public void The_same_stream_gives_the_same_bits_on_any_number_of_threads()
    {
        int before = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 1;
            LearningCurves alone = RunFour();
            Parallelism.Threads = 3;
            LearningCurves together = RunFour();

            Assert.Equal(alone.Runs.SelectMany(run => run.GeneralisationError), together.Runs.SelectMany(run => run.GeneralisationError));
        }
        finally
        {
            Parallelism.Threads = before;
        }

        static LearningCurves RunFour() => OnlineSimulation.RunMany(
            OnlineRule.Backpropagation, TeacherStudentSettings.NoisyOverparameterised, 100, [1, 5], RandomStream.From("threads"), 4, null,
            Cancellation);
    }

    [Fact]
    public void A_single_run_whose_inputs_are_drawn_by_several_threads_does_not_depend_on_them()
    {
        int before = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 1;
            LearningCurve alone = RunOnce();
            Parallelism.Threads = 3;
            LearningCurve together = RunOnce();

            Assert.Equal(alone.GeneralisationError, together.GeneralisationError);
        }
        finally
        {
            Parallelism.Threads = before;
        }

        static LearningCurve RunOnce() => Run(OnlineRule.Backpropagation, TeacherStudentSettings.NoisyOverparameterised, 1000, [0.1, 1]);
    }

    [Fact]
    public void Asking_for_more_times_does_not_change_the_run()
    {
        LearningCurve few = Run(OnlineRule.FeedbackAlignment, TeacherStudentSettings.NoisyOverparameterised, 300, [7]);
        LearningCurve many = Run(
            OnlineRule.FeedbackAlignment, TeacherStudentSettings.NoisyOverparameterised, 300,
            [.. Enumerable.Range(1, 70).Select(i => 0.1 * i)]);

        // Only the moment of an update within the fused loop differs, hence the rounding of some fields.
        Assert.Equal(few.GeneralisationError[0], many.GeneralisationError[^1], 1e-6);
    }

    [Fact]
    public void Direct_feedback_alignment_is_feedback_alignment_with_one_hidden_layer()
    {
        LearningCurve direct = Run(OnlineRule.DirectFeedbackAlignment, TeacherStudentSettings.AlignedStart, 100, [1, 2]);
        LearningCurve layered = Run(OnlineRule.FeedbackAlignment, TeacherStudentSettings.AlignedStart, 100, [1, 2]);

        Assert.Equal(layered.GeneralisationError, direct.GeneralisationError);
        Assert.Equal("DFA", direct.Rule);
    }

    [Fact]
    public void Mean_and_spread_are_those_of_the_runs()
    {
        LearningCurves spread = OnlineSimulation.RunMany(
            OnlineRule.FeedbackAlignment, TeacherStudentSettings.AlignedStart, 50, [1, 3], RandomStream.From("spread"), 3, null,
            Cancellation);
        double[] values = [.. spread.Runs.Select(run => run.GeneralisationError[1])];

        Assert.Equal(MathNet.Numerics.Statistics.Statistics.Mean(values), spread.MeanError[1], 1e-15);
        Assert.Equal(MathNet.Numerics.Statistics.Statistics.StandardDeviation(values), spread.ErrorStandardDeviation[1], 1e-15);
        Assert.Equal(3, values.Distinct().Count());
    }

    [Fact]
    public void A_learning_rate_far_too_large_is_reported_as_divergence()
    {
        TeacherStudentSettings settings =
            TeacherStudentSettings.AlignedStart with { Activation = SolvableActivation.ReLU, LearningRate = 50, ReadoutLearningRate = 50 };

        ArithmeticException error = Assert.Throws<ArithmeticException>(() => Run(OnlineRule.Backpropagation, settings, 100, [50]));

        Assert.Contains("BP diverged before α = 50 at N = 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_and_progress_reach_the_loop()
    {
        using CancellationTokenSource source = new();
        List<double> fractions = [];
        Recorder progress = new(report =>
        {
            fractions.Add(report.Fraction);
            if (fractions.Count == 2) source.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() =>
            OnlineSimulation.Run(
                OnlineRule.Backpropagation, TeacherStudentSettings.AlignedStart, 100, [1, 2, 1e7], RandomStream.From("cancelled"), progress,
                source.Token));
        Assert.Throws<OperationCanceledException>(() =>
            OnlineSimulation.RunMany(
                OnlineRule.Backpropagation, TeacherStudentSettings.AlignedStart, 100, [1e7], RandomStream.From("cancelled"), 2, null,
                source.Token));

        Assert.Equal(2, fractions.Count);
    }

    [Fact]
    public void A_dimension_below_the_number_of_vectors_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(OnlineRule.Backpropagation, TeacherStudentSettings.AlignedStart, 3, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Run(OnlineRule.AdaptiveFeedbackAlignment, TeacherStudentSettings.AlignedStart, 4, [1]));
    }

    private static LearningCurve Run(OnlineRule rule, TeacherStudentSettings settings, int dimension, double[] times) =>
        OnlineSimulation.Run(rule, settings, dimension, times, RandomStream.From("online-simulation-tests"), null, Cancellation);

    private static void AssertClose(Matrix<double> expected, Matrix<double> actual, double tolerance) =>
        Assert.All((expected - actual).Enumerate(), difference => Assert.InRange(difference, -tolerance, tolerance));

    private sealed class Recorder(Action<WorkProgress> report) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => report(value);
    }
}
