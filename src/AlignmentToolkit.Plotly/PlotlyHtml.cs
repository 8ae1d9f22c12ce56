using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Plotly;

/// <summary>Pieces of a web page that draw figures with plotly.js, without a network.</summary>
/// <remarks>The page needs <see cref="PlotlyScript.Element"/> once, before the first of these.</remarks>
public static partial class PlotlyHtml
{
    // Responsive: a figure takes the width of the text around it. The logo links to a web site.
    private const string Configuration = "{\"responsive\":true,\"displaylogo\":false}";

    /// <summary>An element that draws a figure.</summary>
    /// <param name="figure">A <c>Figure</c> or a row of them.</param>
    /// <param name="id">Name of the element, unique in the page: letters, digits, hyphens and underscores. Given by the caller, so that a
    /// page written twice is the same.</param>
    /// <returns>A <c>div</c> and a short script.</returns>
    /// <exception cref="ArgumentException">The name has other characters or is empty.</exception>
    public static string Of(IFigureValue figure, string id)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return OfJson(figure.ToPlotlyJson(), id);
    }

    /// <summary>
    /// An element that draws the JSON of a Plotly figure, as it stands in notebooks under <c>application/vnd.plotly.v1+json</c>.
    /// </summary>
    /// <param name="json">An object with <c>data</c> and, as a rule, <c>layout</c>, <c>config</c> and <c>frames</c>.</param>
    /// <param name="id">Name of the element, unique in the page.</param>
    /// <returns>A <c>div</c> and a short script; Plotly.NET's default template is left out, because it is Plotly's default style in eight
    /// kilobytes.</returns>
    /// <exception cref="ArgumentException">The name has other characters, or the text is not the JSON of a Plotly figure.</exception>
    public static string OfJson(string json, string id)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(id);
        if (!Identifier().IsMatch(id))
            throw new ArgumentException(
                $"An element's name has letters, digits, hyphens and underscores only; '{id}' was given.", nameof(id));
        (string data, string layout, string configuration) = Parts(json);
        return $"<div id=\"{id}\"></div>\n<script>Plotly.newPlot(\"{id}\",{data},{layout},{configuration});</script>\n";
    }

    private static (string Data, string Layout, string Configuration) Parts(string json)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(json);
            if (node is not JsonObject figure || figure["data"] is not JsonArray data)
                throw new ArgumentException("A Plotly figure is a JSON object with an array 'data'.", nameof(json));
            JsonObject layout = figure["layout"] as JsonObject ?? [];
            layout.Remove("template");
            return (Script(data), Script(layout), figure["config"] is { } configuration ? Script(configuration) : Configuration);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The text is not JSON: {exception.Message}", nameof(json), exception);
        }
    }

    /// <summary>JSON that may stand in a script element: the serializer escapes &lt; and &gt;, so no text can close it.</summary>
    private static string Script(JsonNode node) => node.ToJsonString(PlotlyJson.ForScript);

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
