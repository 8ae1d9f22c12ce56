using System.Text.Json.Nodes;

using AlignmentToolkit.Interactive.Formatting;

using Microsoft.FSharp.Collections;

using Plotly.NET;

namespace AlignmentToolkit.Plotly;

/// <summary>Figures as charts of Plotly.NET, for people who go on in that library.</summary>
public static class PlotlyCharts
{
    /// <summary>The figure as a chart of Plotly.NET: the same traces, axes, legend, reference lines and notes.</summary>
    /// <param name="figure">A <c>Figure</c> or a row of them.</param>
    /// <returns>A chart that Plotly.NET can combine, restyle, save and show. It carries no default template; the figure says everything
    /// itself.</returns>
    /// <example><code>
    /// GenericChart chart = figure.ToPlotly();
    /// File.WriteAllText("figure.html", GenericChart.toEmbeddedHTML(chart));
    /// </code></example>
    public static GenericChart ToPlotly(this IFigureValue figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        JsonObject json = JsonNode.Parse(figure.ToPlotlyJson())!.AsObject();
        Trace[] traces = [.. json["data"]!.AsArray().Select(node => Trace(node!.AsObject()))];
        Layout layout = new();
        PlotlyJson.CopyTo(json["layout"]!.AsObject(), layout);
        return GenericChart.NewMultiChart(ListModule.OfSeq(traces), layout, new Config(), new DisplayOptions());
    }

    /// <summary>
    /// A chart of Plotly.NET as the JSON that notebooks hold under <c>application/vnd.plotly.v1+json</c>, without the default template.
    /// </summary>
    /// <param name="chart">Any chart.</param>
    /// <returns>An object with <c>data</c> and <c>layout</c>.</returns>
    public static string ToPlotlyJson(this GenericChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        JsonObject json = JsonNode.Parse(GenericChart.toFigureJson(chart))!.AsObject();
        (json["layout"] as JsonObject)?.Remove("template");
        json.Remove("frames");
        return json.ToJsonString(PlotlyJson.Text);
    }

    private static Trace Trace(JsonObject json)
    {
        Trace trace = new(json["type"]!.GetValue<string>());
        json.Remove("type");
        PlotlyJson.CopyTo(json, trace);
        return trace;
    }
}
