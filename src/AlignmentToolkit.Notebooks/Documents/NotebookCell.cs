using System.Text.Json.Nodes;

namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>One cell of a notebook.</summary>
/// <param name="kind">What the cell holds.</param>
/// <param name="id">1–64 letters, digits, '-' or '_', unique in the notebook.</param>
/// <param name="source">The text of the cell; lines end in <c>\n</c>.</param>
public sealed class NotebookCell(CellKind kind, string id, string source)
{
    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; } = kind;

    /// <summary>Names the cell in its notebook.</summary>
    public string Id { get; } = id;

    /// <summary>The text of the cell; lines end in <c>\n</c>.</summary>
    public string Source { get; set; } = source;

    /// <summary>Everything the file says about the cell, known to this library or not.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Which run of its session produced the outputs, counted from 1; null if it was not run.</summary>
    public int? ExecutionCount { get; set; }

    /// <summary>What the cell showed, in order. Empty unless the cell is code.</summary>
    public IList<CellOutput> Outputs { get; init; } = [];

    /// <summary>Members of the cell that this library has no property for, such as <c>attachments</c>.</summary>
    public JsonObject Others { get; init; } = [];

    /// <summary>The words in <c>metadata.tags</c>.</summary>
    public IEnumerable<string> Tags =>
        Metadata["tags"] is JsonArray tags ? tags.OfType<JsonValue>().Select(tag => tag.ToString()) : [];

    /// <summary>True if the cell is code with anything in it to run.</summary>
    public bool IsRunnable => Kind == CellKind.Code && !string.IsNullOrWhiteSpace(Source);
}
