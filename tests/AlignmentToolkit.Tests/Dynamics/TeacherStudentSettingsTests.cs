using AlignmentToolkit.Dynamics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

public class TeacherStudentSettingsTests
{
    private static readonly TeacherStudentSettings Good = TeacherStudentSettings.AlignedStart;

    public static TheoryData<TeacherStudentSettings, OnlineRule, string> Refused => new()
    {
        {
            Good with { TeacherOverlap = Matrix<double>.Build.DenseIdentity(3) },
            OnlineRule.Backpropagation,
            "T (TeacherOverlap) is 3 × 3; 2 × 2 fits"
        },
        { Good with { TeacherReadout = Matrix<double>.Build.Dense(1, 3) }, OnlineRule.Backpropagation, "A (TeacherReadout) is 1 × 3" },
        { Good with { Feedback = Matrix<double>.Build.Dense(3, 1) }, OnlineRule.FeedbackAlignment, "B (Feedback) is 3 × 1" },
        { Good with { Feedback = null }, OnlineRule.FeedbackAlignment, "FA needs settings.Feedback, which is null" },
        { Good with { Projection = null }, OnlineRule.AdaptiveFeedbackAlignment, "AFA needs settings.Projection, which is null" },
        { Good with { Projection = null }, OnlineRule.Pepita, "PEPITA needs settings.Projection, which is null" },
        { Good with { LearningRate = -0.1 }, OnlineRule.Backpropagation, "LearningRate is -0.1" },
        { Good with { LabelNoise = double.NaN }, OnlineRule.Backpropagation, "LabelNoise is NaN" },
        { Good with { Activation = SolvableActivation.ReLU }, OnlineRule.Backpropagation, "set SmallLearningRateLimit" },
        { With(studentOverlap: new[,] { { 0.5, 0.2 }, { 0.1, 0.4 } }), OnlineRule.Backpropagation, "Q (StudentOverlap) is not symmetric" },
        {
            With(studentOverlap: new[,] { { 0.5, double.NaN }, { double.NaN, 0.4 } }),
            OnlineRule.Backpropagation,
            "Q (StudentOverlap) has an entry that is not a finite number"
        },
        // |w₁·w₂| > ‖w₁‖ ‖w₂‖ for one, more overlap with the teacher than the student is long for the other.
        {
            With(studentOverlap: new[,] { { 0.5, 0.6 }, { 0.6, 0.5 } }),
            OnlineRule.Backpropagation,
            "No weight vectors have these overlaps"
        },
        { With(studentOverlap: new double[2, 2]), OnlineRule.Backpropagation, "No weight vectors have these overlaps" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Settings_that_do_not_fit_together_are_refused_by_name(TeacherStudentSettings settings, OnlineRule rule, string reason)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => OnlineTheory.Integrate(rule, settings, [1], cancellation: TestContext.Current.CancellationToken));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_impossible_covariance_is_reported_with_its_negative_eigenvalue()
    {
        TeacherStudentSettings settings = With(studentOverlap: new[,] { { 0.5, 0.6 }, { 0.6, 0.5 } }, crossOverlap: new double[2, 2]);

        ArgumentException error = Assert.Throws<ArgumentException>(() => OnlineTheory.Rates(OnlineRule.Backpropagation, settings));

        Assert.Contains("eigenvalue -0.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_student_that_equals_its_teacher_is_allowed_though_the_covariance_is_singular()
    {
        TeacherStudentSettings settings = With(
            studentOverlap: new[,] { { 1.0, 0 }, { 0, 1 } }, crossOverlap: new[,] { { 1.0, 0 }, { 0, 1 } });
        settings = settings with { Initial = settings.Initial with { Readout = settings.TeacherReadout } };

        Assert.Equal(0, GeneralisationError.Of(settings, settings.Initial), 1e-15);
        Assert.All(OnlineTheory.Rates(OnlineRule.Backpropagation, settings).CrossOverlap.Enumerate(), rate => Assert.Equal(0, rate, 1e-15));
    }

    [Fact]
    public void A_second_output_that_nobody_uses_changes_nothing()
    {
        TeacherStudentSettings padded = Good with
        {
            Initial =
                Good.Initial with { Readout = Good.Initial.Readout.Stack(Matrix<double>.Build.Dense(1, 2)), ProjectionOverlap = null },
            TeacherReadout = Good.TeacherReadout.Stack(Matrix<double>.Build.Dense(1, 2)),
            Feedback = Good.Feedback!.Append(Matrix<double>.Build.Dense(2, 1)),
            Projection = null,
        };
        foreach (OnlineRule rule in (OnlineRule[])[OnlineRule.Backpropagation, OnlineRule.FeedbackAlignment])
        {
            OrderParameters expected = OnlineTheory.Rates(rule, Good), actual = OnlineTheory.Rates(rule, padded);

            Assert.True((expected.StudentOverlap - actual.StudentOverlap).FrobeniusNorm() < 1e-15);
            Assert.True((expected.CrossOverlap - actual.CrossOverlap).FrobeniusNorm() < 1e-15);
            Assert.True((expected.Readout - actual.Readout.SubMatrix(0, 1, 0, 2)).FrobeniusNorm() < 1e-15);
        }
    }

    [Fact]
    public void Without_terms_of_second_order_rates_are_linear_in_the_learning_rate()
    {
        TeacherStudentSettings small = Good with { SmallLearningRateLimit = true, LearningRate = 0.1, ReadoutLearningRate = 0.1 };
        OrderParameters once = OnlineTheory.Rates(OnlineRule.FeedbackAlignment, small);
        OrderParameters thrice = OnlineTheory.Rates(
            OnlineRule.FeedbackAlignment, small with { LearningRate = 0.3, ReadoutLearningRate = 0.3 });

        Assert.True((3 * once.StudentOverlap - thrice.StudentOverlap).FrobeniusNorm() < 1e-15);
        Assert.True((3 * once.Readout - thrice.Readout).FrobeniusNorm() < 1e-15);
    }

    [Fact]
    public void Modulation_scales_everything_that_holds_the_projection_and_undoes_itself()
    {
        TeacherStudentSettings scaled = Good.WithModulation(0.5);

        Assert.Equal(0.5 * Good.Initial.ProjectionOverlap!, scaled.Initial.ProjectionOverlap);
        Assert.Equal(0.5 * Good.Projection!.TeacherOverlap, scaled.Projection!.TeacherOverlap);
        Assert.Equal(0.25 * Good.Projection.SelfOverlap, scaled.Projection.SelfOverlap);
        Assert.Equal(2 * Good.LearningRate, scaled.LearningRate);
        Assert.Equal(Good.ReadoutLearningRate, scaled.ReadoutLearningRate);
        Assert.Equal(Good.Projection.SelfOverlap, scaled.WithModulation(2).Projection!.SelfOverlap);
    }

    [Fact]
    public void A_modulation_that_makes_no_sense_is_refused()
    {
        foreach (double strength in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => Good.WithModulation(strength));
        Assert.Throws<InvalidOperationException>(() => (Good with { Projection = null }).WithModulation(0.3));
    }

    private static TeacherStudentSettings With(double[,] studentOverlap, double[,]? crossOverlap = null)
    {
        OrderParameters initial = Good.Initial with { StudentOverlap = Matrix<double>.Build.DenseOfArray(studentOverlap) };
        if (crossOverlap is not null) initial = initial with { CrossOverlap = Matrix<double>.Build.DenseOfArray(crossOverlap) };
        return Good with { Initial = initial };
    }
}
