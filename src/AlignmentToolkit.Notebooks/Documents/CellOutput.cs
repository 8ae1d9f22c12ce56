using System.Text.Json.Nodes;

namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>One thing a cell showed.</summary>
public abstract record CellOutput
{
    /// <summary>Members of the output that this library has no property for.</summary>
    public JsonObject Others { get; init; } = [];
}

/// <summary>Text written to the console.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The text, control characters included.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>A value shown by <c>display</c>.</summary>
/// <param name="Data">MIME type → text. JSON types hold JSON text, images other than SVG hold base64.</param>
public record DisplayOutput(IReadOnlyDictionary<string, string> Data) : CellOutput
{
    /// <summary>What the file says about the representations.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Names the output while its session lives, so that a cell can replace it; never saved.</summary>
    public string? DisplayId { get; init; }
}

/// <summary>The value of a cell's last expression.</summary>
/// <param name="Data">MIME type → text, as in <see cref="DisplayOutput"/>.</param>
/// <param name="ExecutionCount">The count of the cell it belongs to.</param>
public sealed record ResultOutput(IReadOnlyDictionary<string, string> Data, int? ExecutionCount) : DisplayOutput(Data);

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The kind of error, for example the name of the exception's type.</param>
/// <param name="Value">The message.</param>
/// <param name="Traceback">Lines to print, most general first.</param>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>An output of a type this library does not know; kept as it is.</summary>
/// <param name="Content">The output as it stands in the file.</param>
public sealed record UnknownOutput(JsonObject Content) : CellOutput;
