using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Tests.Networks.Training;

public class SeedStudyTests
{
    [Fact]
    public void Spread_is_the_mean_and_the_sample_standard_deviation()
    {
        Spread spread = Spread.Of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0);
        Assert.Equal(5, spread.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), spread.StandardDeviation, 1e-15);
        Assert.Equal(8, spread.Count);
        Assert.Equal(new Spread(3, 0, 1), Spread.Of(3.0));
    }

    [Fact]
    public void Each_epoch_is_averaged_over_the_runs_that_reached_it()
    {
        SeedStudy study = SeedStudy.Run(
            3, (seed, _) => RunOf(seed == 2 ? [0.1, 0.7] : [0.1, 0.5 + 0.2 * seed, 0.9]), TestContext.Current.CancellationToken);
        Assert.Equal([3, 3, 2], study.TestAccuracy.Select(spread => spread.Count));
        Assert.Equal(1.9 / 3, study.TestAccuracy[1].Mean, 1e-15);
        Assert.Equal(0, study.TestAccuracy[2].StandardDeviation);
    }

    [Fact]
    public void No_seed_is_started_after_cancellation()
    {
        using CancellationTokenSource source = new();
        SeedStudy study = SeedStudy.Run(5, (seed, _) =>
        {
            if (seed == 1) source.Cancel();
            return RunOf([0.1]);
        }, source.Token);
        Assert.Equal(2, study.Runs.Count);
    }

    private static TrainingRun RunOf(double[] accuracies) =>
        new(
            "rule", TrainingOutcome.Completed,
            [.. accuracies.Select((accuracy, epoch) => new EpochRecord { Epoch = epoch, TestAccuracy = accuracy })], []);
}
