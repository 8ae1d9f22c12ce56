using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>
/// Check 15: simulations at finite N scatter around the equations of motion with relative size about 1/√N and a systematic part of about
/// 1/N. The bands (5 % for a mean of four runs at N = 1000, 15 % for a single run, 0.08 for any order parameter) were measured with an
/// independent program.
/// </summary>
public class SimulationAgainstTheoryTests
{
    private static readonly double[] Times = [.. MathNet.Numerics.Generate.LogSpaced(31, -1, 2)];

    [Theory]
    [InlineData("BP", 1)]
    [InlineData("FA", 1)]
    [InlineData("AFA", 1)]
    [InlineData("BP", 2)]
    [InlineData("FA", 2)]
    [InlineData("AFA", 2)]
    public void Four_runs_at_dimension_1000_stay_in_the_bands_of_check_15(string ruleName, int settingNumber)
    {
        OnlineRule rule = PublishedCurvesTests.Rule(ruleName);
        TeacherStudentSettings settings = PublishedCurvesTests.Setting(settingNumber);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        LearningCurve theory = OnlineTheory.Integrate(rule, settings, Times, cancellation: cancellation);
        RandomStream stream = RandomStream.From("simulation-against-theory").Child(ruleName).Child(settingNumber);

        LearningCurves runs = OnlineSimulation.RunMany(rule, settings, 1000, Times, stream, runs: 4, cancellation: cancellation);

        Assert.All(Times.Index(), time =>
        {
            Assert.InRange(runs.MeanError[time.Index] / theory.GeneralisationError[time.Index], 0.95, 1.05);
            Assert.All(
                runs.Runs, run => Assert.InRange(run.GeneralisationError[time.Index] / theory.GeneralisationError[time.Index], 0.85, 1.15));
            Assert.All(runs.Runs, run => Assert.True(LargestDeviation(run.States[time.Index], theory.States[time.Index]) < 0.08));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Check_16_PEPITA_follows_its_own_equations_and_not_those_of_adaptive_feedback(int settingNumber)
    {
        TeacherStudentSettings settings = PublishedCurvesTests.Setting(settingNumber);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        LearningCurve exact = OnlineTheory.Integrate(OnlineRule.Pepita, settings, Times, cancellation: cancellation);
        LearningCurve adaptive = OnlineTheory.Integrate(
            OnlineRule.AdaptiveFeedbackAlignment, settings, Times, cancellation: cancellation);

        LearningCurves runs = OnlineSimulation.RunMany(
            OnlineRule.Pepita, settings, 1000, Times, RandomStream.From("check-16").Child(settingNumber), runs: 4,
            cancellation: cancellation);

        Assert.All(Times.Index(), time =>
        {
            Assert.InRange(runs.MeanError[time.Index] / exact.GeneralisationError[time.Index], 0.95, 1.05);
            Assert.All(runs.Runs, run => Assert.True(LargestDeviation(run.States[time.Index], exact.States[time.Index]) < 0.08));
        });
        // Guards against a band in which anything would lie: AFA leaves it by more than 20 %.
        Assert.True(runs.MeanError.Zip(adaptive.GeneralisationError, (run, theory) => Math.Abs(run / theory - 1)).Max() > 0.25);
    }

    [Fact]
    public void One_run_at_dimension_8000_stays_in_the_band_of_check_15()
    {
        double[] times = [.. MathNet.Numerics.Generate.LogSpaced(21, -1, Math.Log10(50))];
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        LearningCurve theory = OnlineTheory.Integrate(
            OnlineRule.FeedbackAlignment, TeacherStudentSettings.AlignedStart, times, cancellation: cancellation);

        LearningCurve run = OnlineSimulation.Run(
            OnlineRule.FeedbackAlignment, TeacherStudentSettings.AlignedStart, 8000, times, RandomStream.From("large-dimension"), null,
            cancellation);

        Assert.All(theory.GeneralisationError.Zip(run.GeneralisationError), pair => Assert.InRange(pair.Second / pair.First, 0.96, 1.04));
    }

    private static double LargestDeviation(OrderParameters a, OrderParameters b)
    {
        double largest = Math.Max(
            Largest(a.StudentOverlap - b.StudentOverlap),
            Math.Max(Largest(a.CrossOverlap - b.CrossOverlap), Largest(a.Readout - b.Readout)));
        return a.ProjectionOverlap is null ? largest : Math.Max(largest, Largest(a.ProjectionOverlap - b.ProjectionOverlap));
    }

    private static double Largest(Matrix<double> matrix) => matrix.Enumerate().Max(Math.Abs);
}
