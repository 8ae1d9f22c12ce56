using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Interactive;

/// <summary>One of several equal parts of the work that a <see cref="ProgressBar"/> shows.</summary>
/// <remarks>Takes reports of any work of the toolkit and of a training run.</remarks>
public sealed class ProgressPart : IProgress<WorkProgress>, IProgress<TrainingProgress>
{
    private readonly ProgressBar _bar;
    private readonly int _index, _count;

    internal ProgressPart(ProgressBar bar, int index, int count) => (_bar, _index, _count) = (bar, index, count);

    /// <inheritdoc/>
    public void Report(WorkProgress value) => _bar.ReportPart(_index, _count, value);

    /// <summary>Shows the epoch and, when it has been measured, its test accuracy.</summary>
    /// <param name="value">From a trainer.</param>
    public void Report(TrainingProgress value)
    {
        string message = value.Finished is { } record
            ? FormattableString.Invariant($"epoch {record.Epoch}: {100 * record.TestAccuracy:F1} % on test examples")
            : FormattableString.Invariant($"epoch {value.Epoch}");
        Report(new WorkProgress(value.Fraction, message));
    }
}
