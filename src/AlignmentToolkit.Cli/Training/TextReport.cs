using System.Globalization;

using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Cli.Training;

/// <summary>One line an epoch, for people.</summary>
internal sealed class TextReport(TextWriter output) : TrainingReport
{
    private readonly Lock _gate = new();
    private bool _namesSeeds;

    /// <inheritdoc/>
    public override void Begin(TrainingSession session)
    {
        TrainingRequest request = session.Request;
        _namesSeeds = request.Seeds > 1;
        string seeds = _namesSeeds ? $"seeds {string.Join(", ", request.SeedNames)}" : $"seed {request.SeedNames[0]}";
        output.WriteLine(session.Data.Provenance);
        string network = string.Create(CultureInfo.InvariantCulture, $"{session.Network}, {session.Network.ParameterCount:N0} weights");
        Write($"{session.Rule.Title} on {network}; {seeds}, threads {request.Threads}.");
        string optimiser = request.UsedMomentum is { } momentum
            ? string.Create(CultureInfo.InvariantCulture, $"momentum {momentum}, weight decay {request.UsedWeightDecay}")
            : "Adam";
        Write($"Mini-batch {request.Batch}, learning rate {request.LearningRate}, {optimiser}.");
    }

    /// <inheritdoc/>
    public override void Report(string seed, TrainingProgress value)
    {
        if (value.Finished is not { } record) return;
        string angles = string.Join("  ", record.FeedbackAngles.Concat(record.UpdateAngles).Where(angle => double.IsFinite(angle.Degrees)));
        string training = record.TrainingLoss is null
            ? (record.Epoch == 0 ? "before training" : "preparation").PadRight(45)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"loss {record.TrainingLoss,7:F4}  training {100 * record.TrainingAccuracy,6:F2} %  {value.Seconds,6:F2} s");
        string run = _namesSeeds ? $"seed {seed}  " : "";
        string accuracy = string.Create(
            CultureInfo.InvariantCulture, $"validation {100 * record.ValidationAccuracy,6:F2} %  test {100 * record.TestAccuracy,6:F2} %");
        Write($"{run}epoch {record.Epoch,3}  {training}  {accuracy}  {angles}");
    }

    /// <inheritdoc/>
    public override void End(TrainingSession session, SeedStudy study)
    {
        foreach (TrainingRun run in study.Runs) output.WriteLine(run);
        if (study.Runs.Count > 1) WriteSummary(study.Summarise(session.Chance));
        else if (study.Runs[0].SecondsPerEpoch.Count > 0) WriteOne(study.Runs[0], session.Chance);
    }

    private void WriteOne(TrainingRun run, double chance)
    {
        Write($"{Stability.Of(run, chance)}{(Slowness.OrNull(run) is { } slowness ? $"; slowness {slowness}" : "")}.");
        Write($"{run.SecondsPerEpoch.Average():F2} s per epoch, measurements not counted.");
    }

    private void WriteSummary(StudySummary summary)
    {
        output.WriteLine(summary);
        foreach (NamedSpread angle in summary.FeedbackAngles.Concat(summary.UpdateAngles)) output.WriteLine(angle);
        if (summary.Slowness is { } slowness) Write($"slowness {slowness.Mean:F3} ± {slowness.StandardDeviation:F3} epochs");
        if (summary.SecondsPerEpoch is { } seconds) Write($"{seconds.Mean:F2} s per epoch, measurements not counted, seeds side by side.");
    }

    private void Write(FormattableString line)
    {
        lock (_gate)
        {
            output.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
            output.Flush();
        }
    }
}
