using AlignmentToolkit.Dynamics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>What follows from the equations of motion on paper: checks 13, 14 and 17.</summary>
public class ExactConsequencesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.1)]
    [InlineData(3)]
    public void Check_13_scaling_the_projection_and_the_learning_rate_inversely_changes_nothing_but_P(double scale)
    {
        double[] times = [0, 1, 5, 20, 100];
        TeacherStudentSettings settings = TeacherStudentSettings.NoisyOverparameterised;
        TeacherStudentSettings scaled = settings.WithModulation(scale);

        LearningCurve plain = OnlineTheory.Integrate(
            OnlineRule.AdaptiveFeedbackAlignment, settings, times, 1e-10, cancellation: Cancellation);
        LearningCurve other = OnlineTheory.Integrate(
            OnlineRule.AdaptiveFeedbackAlignment, scaled, times, 1e-10, cancellation: Cancellation);

        // Local errors of 1e-10 add up over some hundred steps.
        Assert.All(plain.GeneralisationError.Zip(other.GeneralisationError), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        Assert.All(plain.States.Zip(other.States), pair =>
        {
            AssertClose(pair.First.StudentOverlap, pair.Second.StudentOverlap, 1e-8);
            AssertClose(pair.First.CrossOverlap, pair.Second.CrossOverlap, 1e-8);
            AssertClose(pair.First.Readout, pair.Second.Readout, 1e-8);
            AssertClose(scale * pair.First.ProjectionOverlap!, pair.Second.ProjectionOverlap!, 1e-8);
        });
    }

    [Fact]
    public void Check_13_feedback_alignment_from_zero_weights_aligns_before_it_learns()
    {
        double[] a = [1, 1], b = [0.9, -0.6];
        LearningCurve curve = OnlineTheory.Integrate(
            OnlineRule.FeedbackAlignment, FromZeroWeights(a, b), [0.1, 1, 10], 1e-12, cancellation: Cancellation);
        const double alpha = 0.1, eta = 0.5, etaV = 0.5;

        for (int k = 0; k < 2; k++)
        {
            double law = eta * etaV * 2 / (Math.PI * Math.PI) * b[k] * alpha * alpha;
            Assert.InRange(curve.States[0].Readout[0, k] / law, 0.99, 1.01);
            for (int m = 0; m < 2; m++)
            {
                // R grows linearly only to first order in α, v's law is quadratic: 1 % holds for both at α = 0.1.
                double overlap = Math.Sqrt(2) / Math.PI * eta * b[k] * a[m] * alpha;
                Assert.InRange(curve.States[0].CrossOverlap[k, m] / overlap, 0.99, 1.01);
            }
        }

        Assert.Equal(4.538e-4, curve.States[0].Readout[0, 0], 0.6e-7);
        Assert.Equal(-3.033e-4, curve.States[0].Readout[0, 1], 0.6e-7);
        Assert.Equal(0.999999, curve.AlignmentCosine[0], 0.6e-6);
        Assert.Equal(0.9999, curve.AlignmentCosine[1], 0.6e-4);
        Assert.Equal(0.9961, curve.AlignmentCosine[2], 0.6e-4);
    }

    [Fact]
    public void Feedback_alignment_from_zero_weights_follows_the_published_curve_to_its_plateau()
    {
        LearningCurve curve = OnlineTheory.Integrate(
            OnlineRule.FeedbackAlignment, FromZeroWeights([1, 1], [0.9, -0.6]), [0, 1, 2, 5, 10, 20, 400], 1e-11,
            cancellation: Cancellation);

        PublishedCurvesTests.AssertCurve(
            [0.33333333, 0.32342952, 0.27759876, 0.10058832, 0.02368657, 0.01551698], curve.GeneralisationError, 1e-6);
        // Nothing separates the two teacher units for a student that starts without any overlap: it stays on the symmetric plateau.
        Assert.Equal(0.0134, curve.GeneralisationError[^1], 0.6e-4);
        Assert.Equal(curve.States[^1].CrossOverlap[0, 0], curve.States[^1].CrossOverlap[0, 1], 1e-9);
    }

    [Fact]
    public void A_student_without_readout_errs_by_a_sixth_of_the_squared_teacher_readout()
    {
        TeacherStudentSettings settings = FromZeroWeights([1.5, -0.7], [1, 1]);

        Assert.Equal((1.5 * 1.5 + 0.7 * 0.7) / 6, GeneralisationError.Of(settings, settings.Initial), 1e-15);
    }

    [Fact]
    public void Feedback_breaks_the_degeneracy_along_the_published_curve()
    {
        double[] times = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        LearningCurve curve = OnlineTheory.Integrate(
            OnlineRule.FeedbackAlignment, NearZero([1, -0.5]), times, 1e-11, cancellation: Cancellation);

        PublishedCurvesTests.AssertCurve(
            [
                3.23188217e-1, 2.77999607e-1, 1.03835768e-1, 2.45584090e-2, 1.58345997e-2, 1.45715379e-2, 1.38118847e-2, 1.27781644e-2,
                2.92390873e-5, 1.23781063e-6,
            ],
            curve.GeneralisationError,
            1e-6);
        OrderParameters end = curve.States[^1];
        // ε_g = 1.2e-6 is quadratic in the distance from the solution: about 3e-3 of it is left, along its softest direction more.
        AssertClose(Matrix<double>.Build.DenseOfRowArrays([1, -1]), end.Readout, 0.02);
        AssertClose(Matrix<double>.Build.DenseOfRowArrays([0, 1], [-1, 0]), end.CrossOverlap, 0.02);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, -0.5)]
    [InlineData(-1, 0.5)]
    [InlineData(-0.5, -1)]
    public void Check_17_the_readout_takes_the_signs_of_the_feedback(double first, double second)
    {
        foreach (double start in (double[])[0, 0.1, -0.1])
        {
            TeacherStudentSettings settings = NearZero([first, second]);
            settings =
                settings with { Initial = settings.Initial with { Readout = Matrix<double>.Build.DenseOfRowArrays([start, -start]) } };

            LearningCurve curve = OnlineTheory.Integrate(OnlineRule.FeedbackAlignment, settings, [2000], cancellation: Cancellation);

            Assert.True(curve.GeneralisationError[0] < 1e-4, $"not learned: {curve}");
            Assert.Equal(Math.Sign(first), Math.Sign(curve.States[0].Readout[0, 0]));
            Assert.Equal(Math.Sign(second), Math.Sign(curve.States[0].Readout[0, 1]));
        }
    }

    [Fact]
    public void Check_17_backpropagation_keeps_the_signs_it_starts_with()
    {
        foreach (double[] signs in (double[][])[[1, 1], [1, -1], [-1, 1], [-1, -1]])
        {
            TeacherStudentSettings settings = NearZero([1, -0.5]);
            Matrix<double> readout = Matrix<double>.Build.DenseOfRowArrays([0.3 * signs[0], 0.2 * signs[1]]);
            settings = settings with { Initial = settings.Initial with { Readout = readout } };

            OrderParameters end = OnlineTheory.Integrate(
                OnlineRule.Backpropagation, settings, [2000], cancellation: Cancellation).States[0];

            Assert.Equal(signs, end.Readout.Row(0).Select(weight => (double)Math.Sign(weight)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Check_14_backpropagation_is_stable_below_the_critical_learning_rate_and_not_above(int units)
    {
        double critical = OnlineTheory.CriticalLearningRate(units);
        double[] times = [0, 50, 100];

        LearningCurve below = OnlineTheory.Integrate(
            OnlineRule.Backpropagation, AlmostSolved(units, 0.99 * critical), times, cancellation: Cancellation);
        LearningCurve above = OnlineTheory.Integrate(
            OnlineRule.Backpropagation, AlmostSolved(units, 1.01 * critical), times, cancellation: Cancellation);

        Assert.True(
            below.GeneralisationError[2] < below.GeneralisationError[1] && below.GeneralisationError[1] < below.GeneralisationError[0],
            below.ToString());
        Assert.True(
            above.GeneralisationError[2] > above.GeneralisationError[1] && above.GeneralisationError[1] > above.GeneralisationError[0],
            above.ToString());
    }

    [Fact]
    public void The_critical_learning_rate_has_its_published_values()
    {
        Assert.Equal(4.0558, OnlineTheory.CriticalLearningRate(1), 0.6e-4);
        Assert.Equal(2.3238, OnlineTheory.CriticalLearningRate(2), 0.6e-4);
        Assert.Equal(1.6284, OnlineTheory.CriticalLearningRate(3), 0.6e-4);
        Assert.Throws<ArgumentOutOfRangeException>(() => OnlineTheory.CriticalLearningRate(0));
    }

    private static TeacherStudentSettings FromZeroWeights(double[] teacherReadout, double[] feedback) =>
        TeacherStudentSettings.SingleOutput(
            new double[2, 2], new double[2, 2], [0, 0], new[,] { { 1.0, 0 }, { 0, 1 } }, teacherReadout, feedback);

    private static TeacherStudentSettings NearZero(double[] feedback) => TeacherStudentSettings.SingleOutput(
        new[,] { { 0.01, 0 }, { 0, 0.01 } }, new[,] { { 0.01, -0.005 }, { -0.003, 0.008 } }, [0, 0], new[,] { { 1.0, 0 }, { 0, 1 } },
        [1, 1], feedback);

    /// <summary>A soft committee machine (second layer fixed at 1) a thousandth from its teacher.</summary>
    private static TeacherStudentSettings AlmostSolved(int units, double learningRate)
    {
        double[,] identity = Matrix<double>.Build.DenseIdentity(units).ToArray(), near = (0.999 * Matrix<double>.Build.DenseIdentity(units))
            .ToArray();
        double[] ones = [.. Enumerable.Repeat(1.0, units)];
        return TeacherStudentSettings.SingleOutput(
            near, near, ones, identity, ones) with
        { LearningRate = learningRate, ReadoutLearningRate = 0 };
    }

    private static void AssertClose(Matrix<double> expected, Matrix<double> actual, double tolerance) =>
        Assert.All((expected - actual).Enumerate(), difference => Assert.InRange(difference, -tolerance, tolerance));
}
