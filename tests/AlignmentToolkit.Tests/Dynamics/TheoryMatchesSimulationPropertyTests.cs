using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>A law: for any small setting and any rule the mean of simulations is the solution of the equations of motion.</summary>
/// <remarks>
/// Random numbers of units and outputs, random overlaps, rates and noise. The distance of the mean of R runs from the theory is compared
/// with what the spread of the runs lets expect, √(Σ variances / R), all order parameters taken together. A finite dimension adds a
/// systematic part of order 1/N. Seeds are fixed, so the outcome is.
/// </remarks>
public class TheoryMatchesSimulationPropertyTests
{
    private const int Dimension = 600, Runs = 10, Cases = 40;
    private const double Alpha = 2;

    private static readonly Gen<(int Units, int TeacherUnits, int Outputs, int Seed)> Settings =
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[0, 1_000_000]);

    [Theory]
    [InlineData("BP")]
    [InlineData("FA")]
    [InlineData("AFA")]
    [InlineData("PEPITA")]
    public void The_mean_of_simulations_solves_the_equations_of_motion(string ruleName)
    {
        OnlineRule rule = PublishedCurvesTests.Rule(ruleName);
        double moved = 0;
        Settings.Sample(
            drawn =>
            {
                (TeacherStudentSettings settings, double[][] runs) = Simulate(rule, drawn);
                double[] theory = Theory(rule, settings);
                (double distance, double expected) = Compare(runs, theory);

                // Measured over these cases: distance at most 2.3 times the expected one. The steps are 1/N long: an error of that order.
                Assert.True(distance < 4 * expected + 6.0 / Dimension, $"{drawn}: {distance:g3}, expected {expected:g3}");
                moved = Math.Max(moved, Compare(runs, Numbers(settings.Initial, rule)).Distance / expected);
            },
            seed: "0000000000001", iter: Cases, threads: 1);
        Assert.True(moved > 40, $"no student moved: {moved}");
    }

    [Fact]
    public void The_law_tells_PEPITA_from_its_first_order()
    {
        int told = 0;
        Settings.Sample(
            drawn =>
            {
                (TeacherStudentSettings settings, double[][] runs) = Simulate(OnlineRule.Pepita, drawn);
                (double distance, double expected) = Compare(runs, Theory(OnlineRule.AdaptiveFeedbackAlignment, settings));
                if (distance > 4 * expected + 6.0 / Dimension) told++;
            },
            seed: "0000000000001", iter: Cases, threads: 1);

        // Some settings modulate too weakly for a difference within α ≤ 2.
        Assert.True(told > Cases / 3, $"only in {told} of {Cases} settings");
    }

    private static (TeacherStudentSettings Settings, double[][] Runs) Simulate(
        OnlineRule rule, (int Units, int TeacherUnits, int Outputs, int Seed) drawn)
    {
        RandomStream stream = RandomStream.From("theory-matches-simulation").Child(drawn.Seed);
        TeacherStudentSettings settings = RandomSettings.Draw(drawn.Units, drawn.TeacherUnits, drawn.Outputs, stream.Child("settings"));
        LearningCurves runs = OnlineSimulation.RunMany(
            rule, settings, Dimension, [Alpha], stream.Child("runs"), Runs, null, TestContext.Current.CancellationToken);
        return (settings, [.. runs.Runs.Select(run => Numbers(run.States[0], rule))]);
    }

    private static double[] Theory(OnlineRule rule, TeacherStudentSettings settings) =>
        Numbers(OnlineTheory.Integrate(rule, settings, [Alpha], cancellation: TestContext.Current.CancellationToken).States[0], rule);

    private static (double Distance, double Expected) Compare(double[][] runs, double[] theory)
    {
        double distance = 0, variance = 0;
        for (int i = 0; i < theory.Length; i++)
        {
            double mean = runs.Average(run => run[i]);
            distance += (mean - theory[i]) * (mean - theory[i]);
            variance += runs.Sum(run => (run[i] - mean) * (run[i] - mean)) / (runs.Length - 1);
        }

        return (Math.Sqrt(distance), Math.Sqrt(variance / runs.Length));
    }

    private static double[] Numbers(OrderParameters parameters, OnlineRule rule) =>
    [
        .. UpperTriangle(parameters.StudentOverlap), .. parameters.CrossOverlap.Enumerate(), .. parameters.Readout.Enumerate(),
        .. rule.UsesProjection ? parameters.ProjectionOverlap!.Enumerate() : [],
    ];

    private static IEnumerable<double> UpperTriangle(Matrix<double> matrix) =>
        Enumerable.Range(0, matrix.RowCount).SelectMany(k => Enumerable.Range(k, matrix.ColumnCount - k).Select(l => matrix[k, l]));
}
