using System.Globalization;

namespace AlignmentToolkit.Cli.Generating;

/// <summary>The text as it is generated; at the end one line about it, apart from the text.</summary>
internal sealed class TextReport(TextWriter output, TextWriter remarks) : GenerationReport
{
    /// <inheritdoc/>
    public override void Report(string piece)
    {
        output.Write(piece);
        output.Flush();
    }

    /// <inheritdoc/>
    public override void End(FinishedAnswer answer)
    {
        output.WriteLine();
        string speed = answer.TokensPerSecond is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $", {rate:F1} tokens/s")
            : "";
        remarks.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{answer.Ids.Length} tokens{speed}, {answer.Reason}]"));
    }
}
