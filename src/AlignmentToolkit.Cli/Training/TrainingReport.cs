using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Cli.Training;

/// <summary>Tells the user how training goes.</summary>
internal abstract class TrainingReport : IProgress<TrainingProgress>
{
    /// <summary>Before training.</summary>
    public abstract void Begin(TrainingSession session);

    /// <summary>While training.</summary>
    public abstract void Report(TrainingProgress value);

    /// <summary>After training, whatever its outcome.</summary>
    public abstract void End(TrainingSession session, TrainingRun run);
}
