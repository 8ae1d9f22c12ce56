namespace AlignmentToolkit.Networks.Training;

/// <summary>The same training repeated with several seeds, and the spread of what came out.</summary>
public sealed class SeedStudy
{
    private SeedStudy(IReadOnlyList<TrainingRun> runs) => Runs = runs;

    /// <summary>The runs that were started, in the order of their seeds; a cancelled one is the last.</summary>
    public IReadOnlyList<TrainingRun> Runs { get; }

    /// <summary>Test accuracy after each epoch, over the runs that got as far.</summary>
    public IReadOnlyList<Spread> TestAccuracy => Over(record => record.TestAccuracy);

    /// <summary>Runs a training for seeds 0, 1, …, one after the other: each uses all threads by itself.</summary>
    /// <param name="seeds">Number of seeds, at least 1.</param>
    /// <param name="train">Trains with one seed: names all its random streams by it, and passes the token on.</param>
    /// <param name="cancellation">After it no further seed is started.</param>
    public static SeedStudy Run(int seeds, Func<int, CancellationToken, TrainingRun> train, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        List<TrainingRun> runs = [];
        for (int seed = 0; seed < seeds && !(cancellation.IsCancellationRequested && seed > 0); seed++)
            runs.Add(train(seed, cancellation));
        return new SeedStudy(runs);
    }

    /// <summary>The spread of one quantity after each epoch, over the runs that got as far.</summary>
    /// <param name="quantity">Such as <c>record => record.UpdateAngles[0].Degrees</c>.</param>
    /// <returns>Element e is the spread after e epochs; element 0 is before training.</returns>
    public IReadOnlyList<Spread> Over(Func<EpochRecord, double> quantity) =>
        [.. Enumerable.Range(0, Runs.Max(run => run.Epochs.Count))
            .Select(epoch => Spread.Of([.. Runs.Where(run => run.Epochs.Count > epoch).Select(run => quantity(run.Epochs[epoch]))]))];
}
