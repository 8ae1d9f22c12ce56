using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>JSON as Jupyter writes it: one space of indentation, no escapes but the necessary ones, numbers as they were read.</summary>
/// <remarks>
/// System.Text.Json escapes emoji and writes upper-case escapes, so a file saved by Jupyter would not come back byte for byte.
/// </remarks>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads JSON text.</summary>
    /// <exception cref="JsonException">The text is not JSON, or an object names a property twice.</exception>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, null, Strict);

    /// <summary>Writes a node over several lines, without a final newline.</summary>
    public static string Indented(JsonNode? node)
    {
        StringBuilder text = new();
        Write(text, node, indent: 1, depth: 0);
        return text.ToString();
    }

    /// <summary>Writes a node on one line.</summary>
    public static string Compact(JsonNode? node)
    {
        StringBuilder text = new();
        Write(text, node, indent: 0, depth: 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonObject members:
                WriteObject(text, members, indent, depth);
                break;
            case JsonArray elements:
                WriteArray(text, elements, indent, depth);
                break;
            default:
                WriteValue(text, node.AsValue());
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonObject members, int indent, int depth)
    {
        char separator = '{';
        foreach ((string name, JsonNode? value) in members)
        {
            text.Append(separator);
            separator = ',';
            NewLine(text, indent, depth + 1);
            WriteString(text, name);
            text.Append(indent > 0 ? ": " : ":");
            Write(text, value, indent, depth + 1);
        }

        NewLine(text, indent, depth);
        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, JsonArray elements, int indent, int depth)
    {
        char separator = '[';
        foreach (JsonNode? element in elements)
        {
            text.Append(separator);
            separator = ',';
            NewLine(text, indent, depth + 1);
            Write(text, element, indent, depth + 1);
        }

        NewLine(text, indent, depth);
        text.Append(']');
    }

    private static void NewLine(StringBuilder text, int indent, int depth)
    {
        if (indent > 0)
            text.Append('\n').Append(' ', indent * depth);
    }

    private static void WriteValue(StringBuilder text, JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.String)
            WriteString(text, value.GetValue<string>());
        else
            text.Append(value.ToJsonString());
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
