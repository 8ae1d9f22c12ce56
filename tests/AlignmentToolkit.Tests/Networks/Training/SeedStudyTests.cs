using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

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
            3, (seed, _) => Runs.Of(seed == 2 ? [0.1, 0.7] : [0.1, 0.5 + 0.2 * seed, 0.9]), TestContext.Current.CancellationToken);
        Assert.Equal([3, 3, 2], study.TestAccuracy.Select(spread => spread.Count));
        Assert.Equal(1.9 / 3, study.TestAccuracy[1].Mean, 1e-15);
        Assert.Equal(0, study.TestAccuracy[2].StandardDeviation);
    }

    [Fact]
    public void No_seed_is_started_after_cancellation()
    {
        using CancellationTokenSource source = new();
        SeedStudy study = SeedStudy.Run(100, (_, _) =>
        {
            source.Cancel();
            return Runs.Of([0.1]);
        }, source.Token);
        Assert.InRange(study.Runs.Count, 1, Parallelism.Threads);
    }

    [Fact]
    public void Studies_side_by_side_keep_their_own_runs_in_the_order_of_seeds()
    {
        IReadOnlyList<SeedStudy> studies = SeedStudy.RunAll(
            3, 4, (study, seed, _) => Runs.Of([10 * study + seed]), TestContext.Current.CancellationToken);
        Assert.Equal(
            [[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]],
            studies.Select(study => study.Runs.Select(run => run.Last.TestAccuracy).ToArray()).ToArray());
    }

    [Fact]
    public void A_study_that_cancellation_left_without_runs_has_no_spread()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        IReadOnlyList<SeedStudy> studies = SeedStudy.RunAll(2, 1, (_, _, _) => Runs.Of([0.1]), source.Token);
        Assert.Single(studies[0].Runs);
        Assert.Empty(studies[1].TestAccuracy);
    }

    [Fact]
    public void Seeds_side_by_side_give_the_bits_of_seeds_one_by_one()
    {
        TrainingData data = SignSymmetricMixture.Benchmark(RandomStream.From("study/data"), training: 500, test: 100);
        SeedStudy study = SeedStudy.Run(4, (seed, _) => Train(seed), TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Range(0, 4).Select(seed => Train(seed).Epochs[^1].TrainingLoss),
            study.Runs.Select(run => run.Epochs[^1].TrainingLoss));

        TrainingRun Train(int seed)
        {
            RandomStream stream = RandomStream.From($"study/{seed}");
            MultilayerPerceptron network = new([100, 150, 10], Activation.Relu, Initialiser.HeUniform, stream.Child("weights"));
            return new Trainer(new TrainingSettings { Epochs = 2 }).Train(
                new Backpropagation(network, OutputLoss.SoftmaxCrossEntropy), new StochasticGradientDescent(network), data, stream);
        }
    }

    [Fact]
    public void The_summary_is_the_spread_of_last_epochs_over_runs_that_were_not_cancelled()
    {
        double[][] accuracies = [[0.1, 0.8, 0.9], [0.1, 0.9, 0.1], [0.1, 0.95, 0.98]];
        double[] angles = [50, 60, 10];
        SeedStudy study = SeedStudy.Run(
            3,
            (seed, _) =>
            {
                TrainingRun run = Runs.Of(accuracies[seed]);
                EpochRecord last = run.Last with { UpdateAngles = [new("G1, BP", angles[seed]), new("G2, BP", double.NaN)] };
                return run with
                {
                    Epochs = [.. run.Epochs.SkipLast(1), last],
                    SecondsPerEpoch = [1, 3],
                    Outcome = seed == 2 ? TrainingOutcome.Cancelled : TrainingOutcome.Completed,
                };
            },
            TestContext.Current.CancellationToken);
        StudySummary summary = study.Summarise();
        Assert.Equal(2, summary.Runs);
        Assert.Equal(1, summary.Unstable);
        Assert.Equal(Spread.Of(0.9, 0.1), summary.TestAccuracy);
        Assert.Equal(new NamedSpread("G1, BP", Spread.Of(50, 60)), Assert.Single(summary.UpdateAngles));
        Assert.Empty(summary.FeedbackAngles);
        Assert.Equal(new Spread(2, 0, 2), summary.SecondsPerEpoch);
        Assert.Equal(
            Spread.Of(Slowness.Of([0.8, 0.9]).Epochs, Slowness.Of([0.9, 0.1]).Epochs), summary.Slowness);
    }
}
