using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Cli.Training;

/// <summary>Tells the user how training goes.</summary>
internal abstract class TrainingReport
{
    /// <summary>Before training.</summary>
    public abstract void Begin(TrainingSession session);

    /// <summary>While training with one of the seeds, which may go on side by side.</summary>
    /// <param name="seed">The seed's name.</param>
    /// <param name="value">How far it has come.</param>
    public abstract void Report(string seed, TrainingProgress value);

    /// <summary>After training, whatever its outcome.</summary>
    public abstract void End(TrainingSession session, SeedStudy study);

    /// <summary>The progress of one of the seeds.</summary>
    /// <param name="seed">The seed's name.</param>
    public IProgress<TrainingProgress> Of(string seed) => new SeedProgress(this, seed);

    // Progress<T> of the framework reports later, from other threads and in any order.
    private sealed class SeedProgress(TrainingReport report, string seed) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report.Report(seed, value);
    }
}
