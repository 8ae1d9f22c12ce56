using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>Acceptance check 19 and the angles of section 5.</summary>
public class AlignmentTests
{
    [Fact]
    public void Check_19_the_total_angle_of_pepita_falls_below_90_degrees() => Assert.All(BenchmarkRuns.Of("pepita").Runs, run =>
    {
        Assert.InRange(TotalAngle(run, 0), 84, 96);
        Assert.InRange(TotalAngle(run, 1), 0, 76);
        Assert.InRange(TotalAngle(run, 5), 0, 63);
    });

    [Fact]
    public void Check_19_the_total_angle_of_the_first_publication_rises_above_90_degrees() =>
        Assert.All(BenchmarkRuns.Of("pepita-icml").Runs, run =>
        {
            Assert.InRange(TotalAngle(run, 1), 104, 180);
            Assert.InRange(TotalAngle(run, 5), 117, 180);
        });

    [Theory, InlineData("fa"), InlineData("dfa")]
    public void Check_19_last_weights_turn_towards_the_feedback(string variant) => Assert.All(BenchmarkRuns.Of(variant).Runs, run =>
    {
        Assert.InRange(TotalAngle(run, 0), 84, 96);
        Assert.InRange(TotalAngle(run, 1), 0, 66);
        Assert.InRange(TotalAngle(run, 5), 0, 63);
        Assert.All(run.Epochs, epoch => Assert.Equal(0, epoch.UpdateAngles[1].Degrees, 0.01));
    });

    // W₂W₁ is 10 × 100: its angle to an unrelated matrix has a standard deviation of about 1/√1000 rad = 1.8 degrees.
    [Theory, InlineData("bp"), InlineData("shallow")]
    public void Check_19_without_feedback_the_total_angle_to_a_projection_stays_at_90_degrees(string variant)
    {
        UnrelatedAngle angle = new(variant);
        Assert.Equal(21, angle.Degrees.Count);
        Assert.All(angle.Degrees, degrees => Assert.InRange(degrees, 84, 96));
    }

    [Theory]
    [InlineData("pepita", 70.9, 1.0, 58.0, 1.3, 56.2, 1.3)]
    [InlineData("pepita-icml", 108.8, 1.4, 121.6, 1.1, 123.3, 1.2)]
    [InlineData("pepita-hebbian", 65.3, 1.0, 51.8, 1.2, 49.4, 1.2)]
    [InlineData("afa", 72.5, 0.9, 58.9, 1.2, 57.0, 1.2)]
    [InlineData("pepita-tl", 90.8, 1.8, 87.9, 1.8, 80.5, 1.8)]
    [InlineData("pepita wd", 70.8, 1.0, 57.8, 1.3, 55.8, 1.3)]
    [InlineData("pepita dropout", 69.8, 1.0, 55.4, 1.3, 52.5, 1.3)]
    public void Total_angles_after_1_5_and_20_epochs_are_those_of_the_table(
        string variant, double first, double firstSpread, double fifth, double fifthSpread, double last, double lastSpread)
    {
        Band.Holds(first, firstSpread, BenchmarkRuns.Angle(variant, 1));
        Band.Holds(fifth, fifthSpread, BenchmarkRuns.Angle(variant, 5));
        Band.Holds(last, lastSpread, BenchmarkRuns.Angle(variant, 20));
    }

    [Theory]
    [InlineData("pepita κ=0.01", 61.9)]
    [InlineData("pepita κ=0.2", 55.1)]
    [InlineData("pepita κ=0.5", 51.4)]
    public void A_larger_projection_is_followed_more_closely(string variant, double last) =>
        Band.Holds(last, 1.3, BenchmarkRuns.Angle(variant, 20));

    [Theory]
    [InlineData("fa", 0, 62.0, 0.8, 59.1, 1.0, 57.7, 1.0)]
    [InlineData("dfa", 0, 61.5, 1.0, 58.6, 1.1, 57.2, 1.1)]
    [InlineData("pepita", 1, 77.6, 0.6, 70.1, 1.2, 68.0, 1.3)]
    [InlineData("afa", 1, 78.6, 0.6, 70.6, 1.1, 68.4, 1.3)]
    public void Angles_of_last_weights_to_their_feedback_are_those_of_the_table(
        string variant, int index, double first, double firstSpread, double fifth, double fifthSpread, double last, double lastSpread)
    {
        Band.Holds(first, firstSpread, BenchmarkRuns.Angle(variant, 1, index));
        Band.Holds(fifth, fifthSpread, BenchmarkRuns.Angle(variant, 5, index));
        Band.Holds(last, lastSpread, BenchmarkRuns.Angle(variant, 20, index));
    }

    [Theory]
    [InlineData("fa", 59.9, 1.7, 57.0, 2.3, 55.3, 2.8)]
    [InlineData("dfa", 58.3, 2.7, 55.5, 3.3, 53.9, 3.2)]
    [InlineData("pepita", 70.7, 0.9, 64.7, 2.0, 64.2, 1.7)]
    [InlineData("afa", 71.6, 0.8, 65.1, 2.0, 64.5, 1.7)]
    public void Angles_of_the_first_update_to_backpropagation_are_those_of_the_table(
        string variant, double first, double firstSpread, double fifth, double fifthSpread, double last, double lastSpread)
    {
        IReadOnlyList<Spread> angles = BenchmarkRuns.Of(variant).Over(record => record.UpdateAngles[0].Degrees);
        Band.Holds(first, firstSpread, angles[1]);
        Band.Holds(fifth, fifthSpread, angles[5]);
        Band.Holds(last, lastSpread, angles[20]);
    }

    private static double TotalAngle(TrainingRun run, int epoch) => run.Epochs[epoch].FeedbackAngles[0].Degrees;

    /// <summary>The total angle of a rule's network to a projection that takes no part, after every epoch.</summary>
    private sealed class UnrelatedAngle : IProgress<TrainingProgress>
    {
        private readonly AdaptiveFeedbackAlignment _unused;

        public UnrelatedAngle(string variant)
        {
            BenchmarkTraining training = new(BenchmarkVariants.All[variant], seed: 0);
            _unused = new AdaptiveFeedbackAlignment(training.Network, training.Rule.Loss, BenchmarkTraining.UnrelatedProjection());
            training.Run(this, TestContext.Current.CancellationToken);
        }

        public List<double> Degrees { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Finished is not null) Degrees.Add(_unused.FeedbackAngles()[0].Degrees);
        }
    }
}
