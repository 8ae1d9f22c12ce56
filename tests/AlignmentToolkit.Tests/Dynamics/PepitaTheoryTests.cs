using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>The exact equations of motion of PEPITA against curves of an independent program, and where they leave those of AFA.</summary>
public class PepitaTheoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Setting, ε of (φ, η) → (εφ, η/ε), ε_g at α = 1, 5, 10, 20, 100, and the largest relative difference to AFA for α ≤ 100.
    /// </summary>
    public static TheoryData<int, double, double[], double> ErrorCurves => new()
    {
        { 1, 1, [2.64528e-1, 1.51263e-1, 8.34563e-2, 3.31726e-2, 1.17206e-2], 0.337 },
        { 1, 0.3, [2.68398e-1, 1.49294e-1, 6.67074e-2, 2.49190e-2, 1.15605e-2], 0.061 },
        { 1, 0.1, [2.69962e-1, 1.54866e-1, 6.82756e-2, 2.48304e-2, 1.15405e-2], 0.026 },
        { 2, 1, [2.20431e-1, 1.21220e-1, 7.75043e-2, 4.35594e-2, 1.48842e-2], 0.796 },
        { 2, 0.3, [2.26621e-1, 1.31759e-1, 5.72491e-2, 2.45679e-2, 1.37408e-2], 0.118 },
        { 2, 0.1, [2.28541e-1, 1.40442e-1, 6.07372e-2, 2.39585e-2, 1.36437e-2], 0.051 },
    };

    [Theory]
    [MemberData(nameof(ErrorCurves))]
    public void Generalisation_error_follows_the_published_curve_as_closely_as_that_was_computed(
        int setting, double modulation, double[] expected, double largestDifference)
    {
        TeacherStudentSettings settings = PublishedCurvesTests.Setting(setting).WithModulation(modulation);

        LearningCurve curve = Integrate(OnlineRule.Pepita, settings, [1, 5, 10, 20, 100]);

        // The published cubature is accurate to 0.6 %, this one to 0.3 % (tested below).
        PublishedCurvesTests.AssertCurve(expected, curve.GeneralisationError, 0.009);
        // 0.6 % of an error that is (1 + difference) times that of AFA.
        Assert.Equal(largestDifference, LargestDifferenceToAdaptiveFeedback(settings), 0.006 * (1 + largestDifference));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Default_cubature_is_within_a_third_of_a_percent_of_a_much_finer_one(int setting)
    {
        TeacherStudentSettings settings = PublishedCurvesTests.Setting(setting);
        double[] times = [.. MathNet.Numerics.Generate.LogSpaced(21, -1, 2)];

        LearningCurve coarse = Integrate(OnlineRule.Pepita, settings, times);
        LearningCurve fine = OnlineTheory.Integrate(
            OnlineRule.Pepita, settings with { CubaturePoints = 1 << 15 }, times, 1e-7, cancellation: Cancellation);

        PublishedCurvesTests.AssertCurve(fine.GeneralisationError, coarse.GeneralisationError, 0.003);
    }

    [Fact]
    public void A_projection_without_overlap_amplifies_itself_where_adaptive_feedback_does_not()
    {
        TeacherStudentSettings settings = WithoutOverlap(0.02);

        LearningCurve curve = Integrate(OnlineRule.Pepita, settings, [0, 1, 2, 5]);
        LearningCurve adaptive = Integrate(OnlineRule.AdaptiveFeedbackAlignment, settings, [0, 1, 2, 5]);

        PublishedCurvesTests.AssertCurve([0.29538, 0.28538, 0.26563, 0.14004], curve.GeneralisationError, 0.009);
        // Printed to three decimals, computed to 0.6 %.
        Assert.All(
            ((double[])[0.02, 0.042, 0.082, 0.244]).Zip(curve.Select(state => state.ProjectionOverlap![0, 0])),
            pair => Assert.Equal(pair.First, pair.Second, 0.0005 + 0.009 * pair.First));
        Assert.All(adaptive.Select(state => state.ProjectionOverlap![0, 0]), overlap => Assert.InRange(overlap, 0, 0.02));
        Assert.Equal(0.25623, adaptive.GeneralisationError[^1], 0.6e-5);
    }

    [Fact]
    public void A_vanishing_overlap_grows_at_the_rate_of_the_squared_error_under_the_slope()
    {
        const double overlap = 1e-5;
        TeacherStudentSettings settings = WithoutOverlap(overlap);
        Matrix<double> covariance = Matrix<double>.Build.DenseOfArray(new[,]
        {
            { 0.5, 0.1, 0.3, 0.05 }, { 0.1, 0.4, 0, 0.2 }, { 0.3, 0, 1, 0 }, { 0.05, 0.2, 0, 1 },
        });
        double SquaredErrorUnderSlope(int unit) => GaussianQuadrature.Average(covariance, 20, z =>
        {
            double error = 0.3 * Activity(z[0]) + 0.2 * Activity(z[1]) - Activity(z[2]) - Activity(z[3]);
            return Math.Sqrt(2 / Math.PI) * Math.Exp(-0.5 * z[unit] * z[unit]) * error * error;
        });

        OrderParameters rates = OnlineTheory.Rates(OnlineRule.Pepita, settings);
        OrderParameters adaptive = OnlineTheory.Rates(OnlineRule.AdaptiveFeedbackAlignment, settings);

        for (int k = 0; k < 2; k++)
        {
            double law = settings.LearningRate * overlap * SquaredErrorUnderSlope(k);
            // What the law leaves out is smaller by a factor of the order of P; the quadrature converges as (1/2)ⁿ, n = 20.
            Assert.Equal(1, rates.ProjectionOverlap![k, 0] / law, 1e-4);
            Assert.True(Math.Abs(adaptive.ProjectionOverlap![k, 0]) < 1e-3 * law);
        }

        // Published as "about 0.37, a factor 2.1 in a unit of time".
        Assert.Equal(0.37, SquaredErrorUnderSlope(0), 0.02);
        Assert.Equal(2.1, Math.Exp(settings.LearningRate * SquaredErrorUnderSlope(0)), 0.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Rates_approach_those_of_adaptive_feedback_in_proportion_to_the_modulation(int setting)
    {
        double[] distances = [.. ((double[])[1e-2, 1e-3, 1e-4]).Select(modulation =>
        {
            TeacherStudentSettings settings = PublishedCurvesTests.Setting(setting).WithModulation(modulation);
            OrderParameters exact = OnlineTheory.Rates(OnlineRule.Pepita, settings);
            OrderParameters limit = OnlineTheory.Rates(OnlineRule.AdaptiveFeedbackAlignment, settings);
            return (exact.CrossOverlap - limit.CrossOverlap).FrobeniusNorm()
                + (exact.StudentOverlap - limit.StudentOverlap).FrobeniusNorm();
        })];

        // The second order is of relative size ε.
        Assert.Equal(10, distances[0] / distances[1], 0.2);
        Assert.Equal(10, distances[1] / distances[2], 0.02);
        Assert.True(distances[0] > 1e-4, "nothing to approach");
    }

    [Fact]
    public void A_curve_does_not_depend_on_how_the_projections_of_two_outputs_are_numbered()
    {
        TeacherStudentSettings settings = TeacherStudentSettings.TwoOutputs;
        Matrix<double> swap = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 1 }, { 1, 0 } });
        TeacherStudentSettings swapped = settings with
        {
            Initial = settings.Initial with
            {
                Readout = swap * settings.Initial.Readout,
                ProjectionOverlap = settings.Initial.ProjectionOverlap! * swap,
            },
            TeacherReadout = swap * settings.TeacherReadout,
            Projection = new InputProjection(settings.Projection!.TeacherOverlap * swap, swap * settings.Projection.SelfOverlap * swap),
        };

        LearningCurve curve = Integrate(OnlineRule.Pepita, settings, [1, 5, 10]);
        LearningCurve other = Integrate(OnlineRule.Pepita, swapped, [1, 5, 10]);

        // Only the noises at the nodes change places.
        PublishedCurvesTests.AssertCurve(curve.GeneralisationError, other.GeneralisationError, 0.001);
    }

    [Fact]
    public void A_number_of_cubature_points_that_is_no_power_of_two_is_refused()
    {
        foreach (int points in (int[])[0, 1, 4095, 4098])
        {
            ArgumentException error = Assert.Throws<ArgumentException>(
                () => OnlineTheory.Rates(OnlineRule.Pepita, TeacherStudentSettings.AlignedStart with { CubaturePoints = points }));
            Assert.Contains($"CubaturePoints is {points}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_vectors_than_the_cubature_has_dimensions_are_refused()
    {
        TeacherStudentSettings settings = RandomSettings.Draw(12, 9, 1, RandomStream.From("many-units"));

        ArgumentException error = Assert.Throws<ArgumentException>(() => OnlineTheory.Rates(OnlineRule.Pepita, settings));

        Assert.Contains("K + M + C is 22", error.Message, StringComparison.Ordinal);
        Assert.True(OnlineTheory.Rates(OnlineRule.AdaptiveFeedbackAlignment, settings).Units == 12);
    }

    /// <summary>Setting 1 with a projection that starts almost orthogonal to student and teacher.</summary>
    private static TeacherStudentSettings WithoutOverlap(double overlap) =>
        TeacherStudentSettings.AlignedStart.WithProjection([overlap, overlap], [0, 0], 1) with { LearningRate = 2 };

    private static double LargestDifferenceToAdaptiveFeedback(TeacherStudentSettings settings)
    {
        double[] times = [.. MathNet.Numerics.Generate.LogSpaced(65, -1, 2)];
        LearningCurve exact = Integrate(OnlineRule.Pepita, settings, times);
        LearningCurve adaptive = Integrate(OnlineRule.AdaptiveFeedbackAlignment, settings, times);
        return exact.GeneralisationError.Zip(adaptive.GeneralisationError, (a, b) => Math.Abs(a / b - 1)).Max();
    }

    private static double Activity(double x) => MathNet.Numerics.SpecialFunctions.Erf(x / Math.Sqrt(2));

    private static LearningCurve Integrate(OnlineRule rule, TeacherStudentSettings settings, double[] times) =>
        OnlineTheory.Integrate(rule, settings, times, cancellation: Cancellation);
}
