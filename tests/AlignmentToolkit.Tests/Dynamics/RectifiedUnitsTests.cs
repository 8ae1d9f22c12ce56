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
