using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Training;

/// <summary>The same training repeated with several seeds, and the spread of what came out.</summary>
public sealed class SeedStudy
{
    private SeedStudy(IReadOnlyList<TrainingRun> runs) => Runs = runs;

    /// <summary>The runs that were started, in the order of their seeds; after a cancellation some are cut short or missing.</summary>
    public IReadOnlyList<TrainingRun> Runs { get; }

    /// <summary>Test accuracy after each epoch, over the runs that got as far.</summary>
    public IReadOnlyList<Spread> TestAccuracy => Over(record => record.TestAccuracy);

    /// <summary>Runs a training for seeds 0, 1, … side by side, as many at a time as <see cref="Parallelism.Threads"/>.</summary>
    /// <remarks>
    /// A training that shares the threads with others runs its kernels on one: seeds side by side waste nothing on waiting for each other,
    /// which makes small networks train nearly as many times faster as there are threads. The runs are the same, bit for bit, as one by
    /// one.
    /// </remarks>
    /// <param name="seeds">Number of seeds, at least 1.</param>
    /// <param name="train">Trains with one seed: names all its random streams by it, and passes the token on. It is called on several
    /// threads at once, so it shares nothing that changes with other seeds.</param>
    /// <param name="cancellation">After it no further seed is started.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one seed.</exception>
    public static SeedStudy Run(int seeds, Func<int, CancellationToken, TrainingRun> train, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return RunAll(1, seeds, (_, seed, token) => train(seed, token), cancellation)[0];
    }

    /// <summary>
    /// Runs several studies at once, with the trainings of all of them side by side: no thread waits for the last seed of one.
    /// </summary>
    /// <param name="studies">Number of studies, at least 1.</param>
    /// <param name="seeds">Number of seeds of each, at least 1.</param>
    /// <param name="train">Trains study i with one seed, under the same conditions as in <see cref="Run"/>.</param>
    /// <param name="cancellation">After it no further training is started; a study may then have no run.</param>
    /// <returns>One study for each i from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one study or seed.</exception>
    public static IReadOnlyList<SeedStudy> RunAll(
        int studies, int seeds, Func<int, int, CancellationToken, TrainingRun> train, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(studies, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        ArgumentNullException.ThrowIfNull(train);
        TrainingRun?[] runs = new TrainingRun?[studies * seeds];
        ParallelWork.For(runs.Length, new OneOfMany(index =>
        {
            if (index == 0 || !cancellation.IsCancellationRequested) runs[index] = train(index / seeds, index % seeds, cancellation);
        }));
        return [.. runs.Chunk(seeds).Select(ofStudy => new SeedStudy([.. ofStudy.OfType<TrainingRun>()]))];
    }

    /// <summary>The spread of one quantity of whole runs, over those that were not cancelled.</summary>
    /// <param name="quantity">Such as <c>run => run.Last.TestAccuracy</c>. A value that is not a number is left out.</param>
    /// <returns>The spread; null where no run has the quantity.</returns>
    public Spread? Of(Func<TrainingRun, double> quantity)
    {
        IEnumerable<TrainingRun> finished = Runs.Where(run => run.Outcome != TrainingOutcome.Cancelled);
        double[] values = [.. finished.Select(quantity).Where(value => !double.IsNaN(value))];
        return values.Length == 0 ? null : Spread.Of(values);
    }

    /// <summary>What stands in a table of results: last accuracy, last angles, slowness, and how many runs failed.</summary>
    /// <param name="chance">Accuracy of guessing, in [0, 1): 1/C for C equally frequent classes.</param>
    public StudySummary Summarise(double chance = 0.1) => StudySummary.Of(this, chance);

    /// <summary>The spread of one quantity after each epoch, over the runs that got as far.</summary>
    /// <param name="quantity">Such as <c>record => record.UpdateAngles[0].Degrees</c>.</param>
    /// <returns>Element e is the spread after e epochs; element 0 is before training.</returns>
    public IReadOnlyList<Spread> Over(Func<EpochRecord, double> quantity) =>
        [.. Enumerable.Range(0, Runs.Select(run => run.Epochs.Count).DefaultIfEmpty().Max())
            .Select(epoch => Spread.Of([.. Runs.Where(run => run.Epochs.Count > epoch).Select(run => quantity(run.Epochs[epoch]))]))];

    private readonly struct OneOfMany(Action<int> run) : IParallelBody
    {
        public void Invoke(int index) => run(index);
    }
}
