using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Cli.Training;

/// <summary>One JSON object at the end, for programs: what was asked for, an array of epochs, the final values.</summary>
internal sealed class JsonReport(TextWriter output) : TrainingReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <inheritdoc/>
    public override void Begin(TrainingSession session)
    {
    }

    /// <inheritdoc/>
    public override void Report(TrainingProgress value)
    {
    }

    /// <inheritdoc/>
    public override void End(TrainingSession session, TrainingRun run) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Rule = session.Rule.Name,
            Data = session.Data.Name,
            Sizes = session.Network.Sizes,
            session.Request.Activation,
            session.Request.Batch,
            session.Request.LearningRate,
            Drops = session.Request.DropEpochs,
            session.Request.Momentum,
            session.Request.WeightDecay,
            session.Request.Dropout,
            session.Request.Seed,
            session.Request.Threads,
            TrainingImages = session.Data.Training.Count,
            run.Outcome,
            Epochs = run.Epochs.Select((record, index) => Epoch(record, index == 0 ? null : run.SecondsPerEpoch[index - 1])),
            Final = Final(run),
        },
        Format));

    private static object Epoch(EpochRecord record, double? seconds) => new
    {
        record.Epoch,
        record.LearningRate,
        TrainingLoss = Finite(record.TrainingLoss),
        record.TrainingAccuracy,
        record.ValidationAccuracy,
        record.TestAccuracy,
        Seconds = seconds,
        FeedbackAngles = record.FeedbackAngles.Select(Angle),
        UpdateAngles = record.UpdateAngles.Select(Angle),
        record.IsFinite,
    };

    private static object Final(TrainingRun run) => new
    {
        run.Last.Epoch,
        run.Last.ValidationAccuracy,
        run.Last.TestAccuracy,
        SecondsPerEpoch = run.SecondsPerEpoch.Count == 0 ? (double?)null : run.SecondsPerEpoch.Average(),
        FeedbackAngles = run.Last.FeedbackAngles.Select(Angle),
        UpdateAngles = run.Last.UpdateAngles.Select(Angle),
    };

    private static object Angle(NamedAngle angle) => new { Between = angle.Name, Degrees = Finite(angle.Degrees) };

    // JSON has no NaN and no infinity.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
