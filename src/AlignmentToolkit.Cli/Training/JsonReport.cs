using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Cli.Training;

/// <summary>
/// One JSON object at the end, for programs: what was asked for and, for one seed, an array of epochs and the final values; for several
/// seeds an array of runs with these, and a summary.
/// </summary>
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
    public override void Report(string seed, TrainingProgress value)
    {
    }

    /// <inheritdoc/>
    public override void End(TrainingSession session, SeedStudy study)
    {
        JsonObject report = Object(Settings(session));
        if (session.Request.Seeds == 1)
        {
            report["seed"] = session.Request.SeedNames[0];
            foreach ((string name, JsonNode? value) in Object(JsonRun.Of(study.Runs[0], session.Chance))) report[name] = value?.DeepClone();
        }
        else
        {
            report["seeds"] = JsonSerializer.SerializeToNode(session.Request.SeedNames, Format);
            report["runs"] = JsonSerializer.SerializeToNode(study.Runs.Select(run => JsonRun.Of(run, session.Chance)), Format);
            report["summary"] = Object(JsonRun.Of(study.Summarise(session.Chance)));
        }

        output.WriteLine(report.ToJsonString(Format));
    }

    private static object Settings(TrainingSession session) => new
    {
        Rule = session.Rule.Name,
        Data = session.Data.Name,
        Sizes = session.Network.Sizes,
        session.Request.Activation,
        session.Request.Initialiser,
        Normalisation = session.Request.UsedNormalise,
        session.Request.Batch,
        session.Request.LearningRate,
        Drops = session.Request.DropEpochs,
        session.Request.Optimiser,
        Momentum = session.Request.UsedMomentum,
        WeightDecay = session.Request.UsedWeightDecay,
        session.Request.Dropout,
        OfRule = session.Request.OfRule.Given().ToDictionary(option => option.Key.TrimStart('-'), option => option.Value),
        session.Request.Threads,
        TrainingImages = session.Data.Training.Count,
    };

    private static JsonObject Object(object value) => JsonSerializer.SerializeToNode(value, Format)!.AsObject();
}
