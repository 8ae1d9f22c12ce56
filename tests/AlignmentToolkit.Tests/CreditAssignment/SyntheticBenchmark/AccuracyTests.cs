using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>Acceptance check 18 and the first table of section 5: accuracies of every rule.</summary>
public class AccuracyTests
{
    [Theory]
    [InlineData("bp", 99.5, 100)]
    [InlineData("fa", 99.5, 100)]
    [InlineData("dfa", 99.5, 100)]
    [InlineData("pepita", 95.5, 99)]
    [InlineData("afa", 95.5, 99)]
    [InlineData("pepita-hebbian", 95.5, 99)]
    [InlineData("shallow", 48, 75)]
    [InlineData("linear", 0, 35)]
    [InlineData("pepita-tl", 35, 60)]
    public void Check_18_the_final_accuracy_of_every_run_lies_in_the_band(string variant, double least, double most) =>
        Assert.All(BenchmarkRuns.Of(variant).Runs, run => Assert.InRange(100 * run.Last.TestAccuracy, least, most));

    [Fact]
    public void Check_18_adaptive_feedback_alignment_ends_where_pepita_ends() =>
        Assert.InRange(BenchmarkRuns.Accuracy("pepita", 20).Mean - BenchmarkRuns.Accuracy("afa", 20).Mean, -1, 1);

    [Theory]
    [InlineData("linear", 20.9, 3.0, 21.1, 3.1, 13.7, 1.6)]
    [InlineData("shallow", 58.4, 3.7, 59.7, 4.1, 61.5, 4.0)]
    [InlineData("bp", 99.9, 0.05, 99.9, 0.05, 99.95, 0.03)]
    [InlineData("fa", 99.7, 0.1, 99.8, 0.05, 99.88, 0.03)]
    [InlineData("dfa", 99.6, 0.2, 99.8, 0.1, 99.89, 0.09)]
    [InlineData("drtp", 98.8, 0.5, 99.4, 0.2, 99.86, 0.05)]
    [InlineData("pepita", 71.5, 3.9, 94.3, 0.8, 97.28, 0.36)]
    [InlineData("pepita-icml", 73.1, 2.0, 94.5, 0.6, 97.16, 0.42)]
    [InlineData("pepita-hebbian", 73.0, 3.5, 95.1, 0.8, 97.53, 0.37)]
    [InlineData("afa", 71.4, 4.0, 94.3, 0.8, 97.26, 0.37)]
    [InlineData("pepita-tl", 15.0, 1.3, 34.6, 4.6, 47.7, 4.3)]
    [InlineData("pepita wd", 71.5, 3.9, 94.5, 0.8, 97.49, 0.32)]
    [InlineData("pepita dropout", 70.9, 3.6, 96.0, 0.4, 98.89, 0.11)]
    public void Accuracies_after_1_5_and_20_epochs_are_those_of_the_table(
        string variant, double first, double firstSpread, double fifth, double fifthSpread, double last, double lastSpread)
    {
        Band.Holds(first, firstSpread, BenchmarkRuns.Accuracy(variant, 1));
        Band.Holds(fifth, fifthSpread, BenchmarkRuns.Accuracy(variant, 5));
        Band.Holds(last, lastSpread, BenchmarkRuns.Accuracy(variant, 20));
    }

    // The table gives no spread before the last epoch: at κ = 0.01 that of the frozen hidden layer, whose accuracy it still has; at 0.2 and
    // 0.5 that of PEPITA at the same accuracies.
    [Theory]
    [InlineData("pepita κ=0.01", 59.8, 3.7, 72.1, 4.1, 87.1, 1.4)]
    [InlineData("pepita κ=0.2", 95.9, 0.8, 98.9, 0.2, 99.36, 0.19)]
    [InlineData("pepita κ=0.5", 99.1, 0.2, 99.7, 0.1, 99.75, 0.07)]
    public void The_scale_of_the_projection_sets_the_speed_of_learning(
        string variant, double first, double firstSpread, double fifth, double fifthSpread, double last, double lastSpread)
    {
        Band.Holds(first, firstSpread, BenchmarkRuns.Accuracy(variant, 1));
        Band.Holds(fifth, fifthSpread, BenchmarkRuns.Accuracy(variant, 5));
        Band.Holds(last, lastSpread, BenchmarkRuns.Accuracy(variant, 20));
    }

    // The order of slowness is that of accuracy after the first epochs.
    [Fact]
    public void Slowness_falls_as_the_scale_of_the_projection_grows()
    {
        double[] slowness = [.. new[] { "pepita κ=0.01", "pepita", "pepita κ=0.2", "pepita κ=0.5", "bp" }
            .Select(variant => BenchmarkRuns.Of(variant).Summarise().Slowness!.Value.Mean)];
        Assert.Equal(slowness.OrderDescending(), slowness);
    }

    // Check 23: 50, 52 and 64 % against 98.9 % with shared masks, and angles of 81 to 86 against 53 degrees.
    [Fact]
    public void Check_23_masks_that_differ_between_the_passes_ruin_pepita()
    {
        double shared = BenchmarkRuns.Accuracy("pepita dropout", 20).Mean;
        Assert.All(BenchmarkRuns.Of("unshared masks").Runs, run => Assert.InRange(100 * run.Last.TestAccuracy, 0, shared - 25));
        Assert.All(
            BenchmarkRuns.Of("unshared masks").Runs.Where(run => run.Outcome != TrainingOutcome.Diverged),
            run => Assert.InRange(run.Last.FeedbackAngles[0].Degrees, 76, 104));
        Assert.InRange(BenchmarkRuns.Angle("pepita dropout", 20).Mean, 45, 60);
    }
}
