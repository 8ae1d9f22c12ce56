using System.Text.Encodings.Web;
using System.Text.Json;

namespace AlignmentToolkit.Cli.Generating;

/// <summary>One JSON object at the end: promptIds, ids, text, tokensPerSecond, reason.</summary>
internal sealed class JsonReport(TextWriter output) : GenerationReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public override void Report(string piece)
    {
    }

    /// <inheritdoc/>
    public override void End(FinishedAnswer answer) => output.WriteLine(JsonSerializer.Serialize(answer, Format));
}
