using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>Acceptance check 21 and the table of depths in section 5: two to five hidden layers.</summary>
public class DepthTests
{
    [Fact]
    public void Check_21_normalisation_rescues_five_hidden_layers()
    {
        Assert.All(BenchmarkRuns.Of("length 5").Runs, run => Assert.InRange(100 * run.Last.TestAccuracy, 85, 100));
        Assert.All(BenchmarkRuns.Of("pepita 5 η=0.01").Runs, AssertLost);
    }

    [Theory]
    [InlineData("bp 2", 99.8, 0.1)]
    [InlineData("fa 2", 99.7, 0.1)]
    [InlineData("dfa 2", 99.7, 0.1)]
    [InlineData("bp 3", 99.7, 0.1)]
    [InlineData("fa 3", 99.6, 0.1)]
    [InlineData("dfa 3", 99.6, 0.1)]
    [InlineData("pepita 2 η=0.02", 94.8, 0.3)]
    [InlineData("afa 2 η=0.02", 94.8, 0.3)]
    [InlineData("pepita 2 η=0.01", 89.7, 0.5)]
    [InlineData("pepita 3 η=0.01", 89.4, 1.7)]
    [InlineData("length 2", 95.9, 0.3)]
    [InlineData("length 3", 93.0, 1.7)]
    [InlineData("length 4", 90.8, 0.7)]
    [InlineData("length 5", 89.0, 1.0)]
    public void The_last_accuracy_is_that_of_the_table(string variant, double mean, double deviation) =>
        Band.Holds(mean, deviation, BenchmarkRuns.Accuracy(variant, 20));

    [Fact]
    public void Four_hidden_layers_are_too_many_for_plain_pepita() =>
        Assert.All(BenchmarkRuns.Of("pepita 4 η=0.01").Runs, AssertLost);

    // At chance or not finite: 4 000 test examples put chance within 10 ± 1.5 %, three standard deviations.
    private static void AssertLost(TrainingRun run) =>
        Assert.True(run.Outcome == TrainingOutcome.Diverged || run.Last.TestAccuracy < 0.115, run.ToString());

    // Three hidden layers at η = 0.02: one of three runs collapsed after epoch 5.
    [Fact]
    public void A_run_that_looks_healthy_early_can_collapse_late()
    {
        SeedStudy study = BenchmarkRuns.Of("pepita 3 η=0.02");
        Assert.All(study.Runs, run => Assert.InRange(run.Epochs[4].TestAccuracy, 0.5, 1));
        Stability[] collapsed = [.. study.Runs.Select(run => Stability.Of(run)).Where(stability => !stability.IsStable)];
        Assert.NotEmpty(collapsed);
        Assert.All(collapsed, stability => Assert.InRange(stability.CollapseEpoch!.Value, 5, 20));
        Assert.Equal(collapsed.Length, study.Summarise().Unstable);
    }
}
