using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Tests.Networks.Training;

public class StabilityTests
{
    [Fact]
    public void A_run_that_dips_and_recovers_is_stable() =>
        Assert.Equal(new Stability(0.95, 5, 0.6, null, false, true), Of(0.1, 0.7, 0.9, 0.3, 0.8, 0.95), new Approximately());

    [Fact]
    public void A_run_that_stays_lost_collapsed_in_the_first_epoch_of_it() =>
        Assert.Equal(new Stability(0.9, 2, 0.8, 4, false, true), Of(0.1, 0.8, 0.9, 0.89, 0.4, 0.1, 0.2), new Approximately());

    [Fact]
    public void A_run_at_chance_has_not_learned_and_not_collapsed()
    {
        Stability stability = Of(0.1, 0.12, 0.09, 0.101, 0.099);
        Assert.Null(stability.CollapseEpoch);
        Assert.False(stability.HasLearned);
        Assert.False(stability.IsStable);
    }

    [Fact]
    public void A_run_that_diverges_collapses_at_the_latest_then()
    {
        EpochRecord[] records =
        [
            new() { Epoch = 0, TestAccuracy = 0.1 },
            new() { Epoch = 1, TestAccuracy = 0.8 },
            new() { Epoch = 2, TestAccuracy = 0.1, IsFinite = false },
        ];
        Stability stability = Stability.Of(new TrainingRun("rule", TrainingOutcome.Diverged, records, []));
        Assert.Equal(2, stability.CollapseEpoch);
        Assert.True(stability.HasDiverged);
        Assert.False(stability.IsStable);
    }

    [Theory, InlineData(-0.1), InlineData(1), InlineData(double.NaN)]
    public void Chance_is_at_least_0_and_less_than_1(double chance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Stability.Of(Runs.Of(0.1, 0.5), chance));

    private static Stability Of(params double[] accuracies) => Stability.Of(Runs.Of(accuracies));

    // The drop is a difference of two numbers of two digits.
    private sealed class Approximately : IEqualityComparer<Stability>
    {
        public bool Equals(Stability? x, Stability? y) =>
            x! with { LargestDrop = 0 } == y! with { LargestDrop = 0 } && Math.Abs(x.LargestDrop - y.LargestDrop) < 1e-12;

        public int GetHashCode(Stability obj) => 0;
    }
}
