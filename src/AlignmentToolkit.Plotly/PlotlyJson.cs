using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace AlignmentToolkit.Plotly;

/// <summary>JSON in the form of the objects that Plotly.NET is made of.</summary>
internal static class PlotlyJson
{
    /// <summary>Greek letters stay as they are; &lt; &gt; &amp; are escaped.</summary>
    public static readonly JsonSerializerOptions Text = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Copies the members of a JSON object into a dynamic object.</summary>
    public static void CopyTo(JsonObject source, DynamicObj.DynamicObj target)
    {
        foreach ((string name, JsonNode? value) in source)
            target.SetProperty(name, Value(value));
    }

    private static object? Value(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonObject json:
                DynamicObj.DynamicObj nested = new();
                CopyTo(json, nested);
                return nested;
            case JsonArray array:
                return array.Select(Value).ToArray();
            default:
                return node.GetValueKind() switch
                {
                    JsonValueKind.Number => Number(node.AsValue()),
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => node.GetValue<string>(),
                };
        }
    }

    // Whole numbers stay whole, so that the two ways of writing a figure give the same text.
    private static object Number(JsonValue value) => value.TryGetValue(out int whole) ? whole : value.GetValue<double>();
}
