using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>Reads the text of a notebook file and says exactly what is wrong with it.</summary>
/// <param name="name">What error messages call the file.</param>
internal sealed class NotebookReader(string name)
{
    private const int Version = 4;
    private const int MinorVersionWithIds = 5;

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="InvalidDataException">The text is not a notebook of nbformat 4.</exception>
    public NotebookDocument Read(string text)
    {
        JsonObject root = ParseObject(text);
        int version = Number(root, "nbformat", "notebook");
        if (version != Version)
            throw Bad("nbformat", $"version {version} is not supported; save it as version 4 first");
        int minor = Number(root, "nbformat_minor", "notebook");
        JsonArray cells = root["cells"] as JsonArray ?? throw Bad("notebook", "there is no list of cells");

        CellIds ids = new(generate: minor < MinorVersionWithIds);
        NotebookDocument document = new()
        {
            Metadata = Take(root, "metadata", "notebook"),
            MinorVersion = Math.Max(minor, MinorVersionWithIds),
            Cells = [.. cells.Select((cell, i) => ReadCell(cell, string.Create(CultureInfo.InvariantCulture, $"cell {i + 1}"), ids))],
            Others = Rest(root, "cells", "metadata", "nbformat", "nbformat_minor"),
        };
        return document;
    }

    private JsonObject ParseObject(string text)
    {
        try
        {
            return JsonText.Parse(text.TrimStart('\uFEFF')) as JsonObject ?? throw Bad("line 1", "a notebook is a JSON object");
        }
        catch (JsonException exception)
        {
            string place = exception.LineNumber is long line ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}") : "file";
            throw new InvalidDataException($"{name}: {place}: not JSON, so not a notebook", exception);
        }
    }

    private NotebookCell ReadCell(JsonNode? node, string place, CellIds ids)
    {
        JsonObject cell = node as JsonObject ?? throw Bad(place, "a cell is a JSON object");
        CellKind kind = cell["cell_type"]?.ToString() switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            string other => throw Bad(place, $"unknown cell_type '{other}'"),
            null => throw Bad(place, "cell_type is missing"),
        };
        string source = cell.ContainsKey("source") ? Text(cell["source"], $"{place}: source") : throw Bad(place, "source is missing");
        string id = ids.Take(cell["id"]?.ToString(), kind, source, reason => Bad(place, reason));
        JsonArray outputs = cell["outputs"] switch
        {
            JsonArray list => list,
            null when kind != CellKind.Code => [],
            _ => throw Bad(place, "a code cell has a list of outputs"),
        };
        return new NotebookCell(kind, id, source)
        {
            Metadata = Take(cell, "metadata", place),
            ExecutionCount = cell["execution_count"] is JsonNode count ? Integer(count, $"{place}: execution_count") : null,
            Outputs =
                [.. outputs.Select((output, i) => ReadOutput(output, FormattableString.Invariant($"{place}: output {i + 1}")))],
            Others = Rest(cell, "cell_type", "source", "id", "metadata", "execution_count", "outputs"),
        };
    }

    private CellOutput ReadOutput(JsonNode? node, string place)
    {
        JsonObject output = node as JsonObject ?? throw Bad(place, "an output is a JSON object");
        return output["output_type"]?.ToString() switch
        {
            "stream" => new StreamOutput(Word(output, "name", place), Text(output["text"], $"{place}: text"))
            {
                Others = Rest(output, "output_type", "name", "text"),
            },
            "display_data" => new DisplayOutput(Data(output, place))
            {
                Metadata = Take(output, "metadata", place),
                Others = Rest(output, "output_type", "data", "metadata"),
            },
            "execute_result" => new ResultOutput(
                Data(output, place), output["execution_count"] is JsonNode count ? Integer(count, place) : null)
            {
                Metadata = Take(output, "metadata", place),
                Others = Rest(output, "output_type", "data", "metadata", "execution_count"),
            },
            "error" => new ErrorOutput(
                Word(output, "ename", place),
                Word(output, "evalue", place),
                [.. (output["traceback"] as JsonArray ?? throw Bad(place, "traceback is missing")).Select(line => line?.ToString() ?? "")])
            {
                Others = Rest(output, "output_type", "ename", "evalue", "traceback"),
            },
            null => throw Bad(place, "output_type is missing"),
            _ => new UnknownOutput(output.DeepClone().AsObject()),
        };
    }

    private Dictionary<string, string> Data(JsonObject output, string place)
    {
        JsonObject data = output["data"] as JsonObject ?? throw Bad(place, "data is missing");
        Dictionary<string, string> bundle = new(StringComparer.Ordinal);
        foreach ((string mime, JsonNode? value) in data)
            bundle[mime] = MimeTypes.IsJson(mime) ? JsonText.Compact(value) : Text(value, $"{place}: {mime}");
        return bundle;
    }

    /// <summary>A text of several lines: one string or a list of strings.</summary>
    private string Text(JsonNode? node, string place) => node switch
    {
        JsonArray lines when lines.All(IsString) => string.Concat(lines.Select(line => line!.GetValue<string>())),
        JsonValue value when IsString(value) => value.GetValue<string>(),
        _ => throw Bad(place, "neither a text nor a list of lines"),
    };

    private string Word(JsonObject owner, string member, string place) =>
        IsString(owner[member]) ? owner[member]!.GetValue<string>() : throw Bad(place, $"{member} is not a text");

    private JsonObject Take(JsonObject owner, string member, string place) => owner[member] switch
    {
        JsonObject found => found.DeepClone().AsObject(),
        null => [],
        _ => throw Bad(place, $"{member} is not a JSON object"),
    };

    private int Number(JsonObject owner, string member, string place) =>
        owner[member] is JsonNode node
            ? Integer(node, $"{place}: {member}")
            : throw Bad(place, $"{member} is missing, so this is not a notebook");

    private int Integer(JsonNode node, string place) =>
        node is JsonValue value && value.TryGetValue(out int number) ? number : throw Bad(place, "not a whole number");

    private static bool IsString(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static JsonObject Rest(JsonObject owner, params string[] known)
    {
        JsonObject rest = [];
        foreach ((string member, JsonNode? value) in owner.Where(pair => !known.Contains(pair.Key, StringComparer.Ordinal)))
            rest[member] = value?.DeepClone();
        return rest;
    }

    private InvalidDataException Bad(string place, string reason) => new($"{name}: {place}: {reason}");
}
