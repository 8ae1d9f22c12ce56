using System.Text.Json.Nodes;

namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>Writes a notebook as Jupyter does: members in alphabetical order, texts as lists of lines.</summary>
internal static class NotebookWriter
{
    /// <summary>The text of the notebook file.</summary>
    public static string Write(NotebookDocument document)
    {
        JsonObject root = Sorted(document.Others, new()
        {
            ["cells"] = new JsonArray([.. document.Cells.Select(Cell)]),
            ["metadata"] = document.Metadata.DeepClone(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = document.MinorVersion,
        });
        return JsonText.Indented(root) + "\n";
    }

    private static JsonNode Cell(NotebookCell cell)
    {
        Dictionary<string, JsonNode?> members = new()
        {
            ["cell_type"] = cell.Kind switch { CellKind.Code => "code", CellKind.Markdown => "markdown", _ => "raw" },
            ["id"] = cell.Id,
            ["metadata"] = cell.Metadata.DeepClone(),
            ["source"] = Lines(cell.Source),
        };
        if (cell.Kind == CellKind.Code)
        {
            members["execution_count"] = cell.ExecutionCount;
            members["outputs"] = new JsonArray([.. cell.Outputs.Select(Output)]);
        }

        return Sorted(cell.Others, members);
    }

    private static JsonNode Output(CellOutput output) => output switch
    {
        StreamOutput stream => Sorted(output.Others, new()
        {
            ["output_type"] = "stream",
            ["name"] = stream.Name,
            ["text"] = Lines(stream.Text),
        }),
        ResultOutput result => Sorted(output.Others, new()
        {
            ["output_type"] = "execute_result",
            ["data"] = Data(result.Data),
            ["metadata"] = result.Metadata.DeepClone(),
            ["execution_count"] = result.ExecutionCount,
        }),
        DisplayOutput display => Sorted(output.Others, new()
        {
            ["output_type"] = "display_data",
            ["data"] = Data(display.Data),
            ["metadata"] = display.Metadata.DeepClone(),
        }),
        ErrorOutput error => Sorted(output.Others, new()
        {
            ["output_type"] = "error",
            ["ename"] = error.Name,
            ["evalue"] = error.Value,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
        }),
        UnknownOutput unknown => unknown.Content.DeepClone(),
        _ => throw new ArgumentOutOfRangeException(nameof(output), output.GetType().Name, "not an output of nbformat 4"),
    };

    private static JsonObject Data(IReadOnlyDictionary<string, string> bundle)
    {
        JsonObject data = [];
        foreach ((string mime, string text) in bundle)
            data[mime] = MimeTypes.IsJson(mime) ? JsonText.Parse(text) : Lines(text);
        return data;
    }

    private static JsonArray Lines(string text)
    {
        JsonArray lines = [];
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }

    private static JsonObject Sorted(JsonObject others, Dictionary<string, JsonNode?> members)
    {
        SortedDictionary<string, JsonNode?> all = new(members, StringComparer.Ordinal);
        foreach ((string member, JsonNode? value) in others)
            all[member] = value?.DeepClone();
        return new JsonObject(all);
    }
}
