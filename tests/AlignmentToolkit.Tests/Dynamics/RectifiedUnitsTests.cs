using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>
/// A ReLU unit cannot change the sign of what it contributes: with a teacher of M positive units, feedback alignment needs M positive
/// feedback weights.
/// </summary>
/// <remarks>In the small-learning-rate limit, for random starts; a run that diverges has not solved the task.</remarks>
public class RectifiedUnitsTests
{
    private const double Solved = 1e-3;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public void With_fewer_positive_feedback_weights_than_teacher_units_no_run_solves_the_task(int units, int positive)
    {
        for (int seed = 0; seed < 5; seed++) Assert.True(FinalError(units, positive, seed) > Solved, $"seed {seed}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void With_all_feedback_weights_positive_every_run_solves_the_task(int units)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            double error = FinalError(units, units, seed);
            Assert.True(error < Solved, $"seed {seed}: {error:g3}");
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.1)]
    public void PEPITA_with_rectified_units_follows_its_equations_at_a_learning_rate_that_is_not_small(double modulation)
    {
        TeacherStudentSettings settings = (TeacherStudentSettings.AlignedStart with
        {
            Activation = SolvableActivation.ReLU,
            LearningRate = 0.1,
            ReadoutLearningRate = 0.1,
        }).WithModulation(modulation);
        double[] times = [1, 5, 10, 20];
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        LearningCurve theory = OnlineTheory.Integrate(OnlineRule.Pepita, settings, times, cancellation: cancellation);
        LearningCurve small = OnlineTheory.Integrate(
            OnlineRule.Pepita, settings with { SmallLearningRateLimit = true }, times, cancellation: cancellation);

        LearningCurves runs = OnlineSimulation.RunMany(
            OnlineRule.Pepita, settings, 2000, times, RandomStream.From("rectified-pepita"), 4, null, cancellation);

        Assert.All(times.Index(), time =>
        {
            double standardError = runs.ErrorStandardDeviation[time.Index] / 2;
            // Four runs estimate their own spread to a third; 0.5 % for the cubature and for 1/N.
            Assert.Equal(
                theory.GeneralisationError[time.Index], runs.MeanError[time.Index],
                5 * standardError + 0.005 * theory.GeneralisationError[time.Index]);
        });
        Assert.True(Math.Abs(small.GeneralisationError[^1] / runs.MeanError[^1] - 1) > 0.008, "the terms of order η² do not matter here");
    }

    [Fact]
    public void Two_slopes_and_two_activities_of_rectified_units_have_their_published_average()
    {
        // To first order in φ the term η² ⟨d₁ d₂⟩ of Q̇₁₂ is η² P₁ P₂ ⟨g'(λ₁) g'(λ₂) e²⟩; with v = 0 and a = (1, ±1), the two errors'
        // squares differ by 4 g(ν₁) g(ν₂).
        const double overlap = 1e-3;
        double Fluctuation(double sign)
        {
            TeacherStudentSettings settings = TeacherStudentSettings.SingleOutput(
                new[,] { { 1.2, 0.3 }, { 0.3, 0.8 } },
                new[,] { { -0.2, 0.5 }, { 0.1, -0.4 } },
                [0, 0],
                new[,] { { 1.5, 0.2 }, { 0.2, 0.9 } },
                [1, sign]).WithProjection([overlap, overlap], [0, 0], 1)
                with
            { Activation = SolvableActivation.ReLU, LearningRate = 1, CubaturePoints = 1 << 17 };
            return OnlineTheory.Rates(OnlineRule.Pepita, settings).StudentOverlap[0, 1]
                - OnlineTheory.Rates(
                    OnlineRule.Pepita, settings with { SmallLearningRateLimit = true }).StudentOverlap[0, 1];
        }

        double average = (Fluctuation(1) - Fluctuation(-1)) / (4 * overlap * overlap);

        // As many random points would scatter by 7e-4. What is left out is of the order of P.
        Assert.Equal(0.066888, average, 5e-4);
    }

    private static double FinalError(int units, int positive, int seed)
    {
        RandomStream stream = RandomStream.From("rectified").Child(units).Child(positive).Child(seed);
        double[] feedback = [.. Enumerable.Range(0, units).Select(k => (k < positive ? 1 : -1) * (0.5 + stream.NextDouble()))];
        // Overlaps of small random weight vectors with each other and with an orthonormal teacher.
        Matrix<double> student = Matrix<double>.Build.Dense(units, 40, (_, _) => 0.3 * stream.NextNormal() / Math.Sqrt(40));
        TeacherStudentSettings settings = TeacherStudentSettings.SingleOutput(
            (student * student.Transpose()).ToArray(), student.SubMatrix(0, units, 0, 2)
                .ToArray(), new double[units], new[,] { { 1.0, 0 }, { 0, 1 } }, [1, 1], feedback)
            with
        { Activation = SolvableActivation.ReLU, SmallLearningRateLimit = true };
        try
        {
            return OnlineTheory.Integrate(
                OnlineRule.FeedbackAlignment, settings, [300], 1e-6,
                cancellation: TestContext.Current.CancellationToken).GeneralisationError[0];
        }
        catch (ArithmeticException)
        {
            return double.PositiveInfinity;
        }
    }
}
