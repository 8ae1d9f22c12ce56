using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Svg;

namespace AlignmentToolkit.Interactive.Plots;

/// <summary>Writes figures as the JSON of one Plotly figure.</summary>
internal static class PlotlyFigure
{
    // Greek letters stay readable; < > & are escaped, so that the text may stand inside a script element.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>One object with <c>data</c> and <c>layout</c>; the panels in rows of <paramref name="columns"/>.</summary>
    public static string Write(IReadOnlyList<Figure> panels, int columns, string title = "", string caption = "")
    {
        int rows = (panels.Count + columns - 1) / columns;
        bool isOnly = panels.Count == 1;
        JsonArray data = [];
        string shownCaption = isOnly
            ? panels[0].Caption
            : string.Join(" ", panels.Select(panel => panel.Caption).Append(caption).Where(text => text.Length > 0));
        bool hasLegendBelow = !isOnly && panels.Any(
            panel => LegendBuilder.Place(panel) is LegendPlace.Below or LegendPlace.Outside && panel.Marks.Any(LegendBuilder.IsListed));
        JsonObject layout = Frame(
            isOnly ? panels[0].Title : title, shownCaption, Height(panels, columns, rows), hasLegendBelow ? 60 : 0, !isOnly);
        for (int i = 0; i < panels.Count; i++)
        {
            PlotlyArea area = PlotlyArea.Of(i, columns, rows);
            new PlotlyLayout(panels[i], i + 1, area).AddTo(layout, isOnly);
            foreach (JsonObject trace in new PlotlyTraces(panels[i], i + 1).All())
            {
                if (!isOnly && trace["colorbar"] is JsonObject bar)
                    PlaceColourBar(bar, area);
                data.Add(trace);
            }
        }

        return new JsonObject { ["data"] = data, ["layout"] = layout }.ToJsonString(Compact);
    }

    private static int Height(IReadOnlyList<Figure> panels, int columns, int rows) =>
        columns == 1 && rows == 1 ? panels[0].Height : rows * Math.Max(280, (int)(0.8 * panels.Max(panel => panel.Height)));

    private static JsonObject Frame(string title, string caption, int height, int legendHeight, bool hasPanelTitles)
    {
        string[] lines = [.. FigureSvg.Lines(caption, 680)];
        int captionHeight = lines.Length == 0 ? 0 : lines.Length * 16 + 12;
        JsonObject layout = new()
        {
            ["height"] = height + captionHeight + legendHeight,
            ["paper_bgcolor"] = "#ffffff",
            ["plot_bgcolor"] = "#ffffff",
            ["font"] = new JsonObject { ["family"] = "sans-serif", ["size"] = 12, ["color"] = "#333333" },
            ["margin"] = new JsonObject
            {
                ["l"] = 64,
                ["r"] = 24,
                ["t"] = title.Length == 0 ? 34 : hasPanelTitles ? 70 : 52,
                ["b"] = 56 + captionHeight + legendHeight,
            },
            ["barmode"] = "group",
            ["bargap"] = 0.24,
            ["hovermode"] = "closest",
            ["shapes"] = new JsonArray(),
            ["annotations"] = new JsonArray(),
        };
        if (title.Length > 0)
            layout["title"] =
                new JsonObject { ["text"] = $"<b>{RichText.Html(title)}</b>", ["x"] = 0.5, ["font"] = new JsonObject { ["size"] = 15 } };
        if (lines.Length > 0)
            ((JsonArray)layout["annotations"]!).Add(Caption(lines, -52 - legendHeight));
        return layout;
    }

    private static JsonObject Caption(string[] lines, int shift) => new()
    {
        ["text"] = string.Join("<br>", lines.Select(RichText.Html)),
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["x"] = 0,
        ["y"] = 0,
        ["xanchor"] = "left",
        ["yanchor"] = "top",
        ["yshift"] = shift,
        ["align"] = "left",
        ["showarrow"] = false,
        ["font"] = new JsonObject { ["size"] = 12, ["color"] = "#555555" },
    };

    private static void PlaceColourBar(JsonObject bar, PlotlyArea area)
    {
        bar["x"] = PlotlyNumbers.One(area.Right + 0.005);
        bar["xanchor"] = "left";
        bar["y"] = PlotlyNumbers.One((area.Bottom + area.Top) / 2);
        bar["len"] = PlotlyNumbers.One(area.Top - area.Bottom);
        bar["thickness"] = 12;
    }
}
