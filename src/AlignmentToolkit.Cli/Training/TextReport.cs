using System.Globalization;

using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Cli.Training;

/// <summary>One line an epoch, for people.</summary>
internal sealed class TextReport(TextWriter output) : TrainingReport
{
    /// <inheritdoc/>
    public override void Begin(TrainingSession session)
    {
        TrainingRequest request = session.Request;
        output.WriteLine(session.Data.Provenance);
        Write($"{session.Rule.Title} on {session.Network}, {session.Network.ParameterCount:N0} weights; seed {request.Seed}, threads {request.Threads}.");
        Write($"Mini-batch {request.Batch}, learning rate {request.LearningRate}, momentum {request.Momentum}, weight decay {request.WeightDecay}.");
    }

    /// <inheritdoc/>
    public override void Report(TrainingProgress value)
    {
        if (value.Finished is not { } record) return;
        string angles = string.Join("  ", record.FeedbackAngles.Concat(record.UpdateAngles).Where(angle => double.IsFinite(angle.Degrees)));
        string training = record.TrainingLoss is null
            ? "before training".PadRight(45)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"loss {record.TrainingLoss,7:F4}  training {100 * record.TrainingAccuracy,6:F2} %  {value.Seconds,6:F2} s");
        Write($"epoch {record.Epoch,3}  {training}  validation {100 * record.ValidationAccuracy,6:F2} %  test {100 * record.TestAccuracy,6:F2} %  {angles}");
    }

    /// <inheritdoc/>
    public override void End(TrainingSession session, TrainingRun run)
    {
        output.WriteLine(run);
        if (run.SecondsPerEpoch.Count > 0)
            Write($"{run.SecondsPerEpoch.Average():F2} s per epoch, measurements not counted.");
    }

    private void Write(FormattableString line)
    {
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
        output.Flush();
    }
}
