using System.Globalization;
using System.Text.Json.Nodes;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Svg;

namespace AlignmentToolkit.Interactive.Plots;

/// <summary>Turns axes, legend, reference lines and notes of one panel into parts of Plotly's layout.</summary>
/// <param name="figure">The panel.</param>
/// <param name="number">Its number, from 1.</param>
/// <param name="area">Its place in the drawing, in units of the whole.</param>
internal sealed class PlotlyLayout(Figure figure, int number, PlotlyArea area)
{
    private readonly string _suffix = number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds the panel to the layout.</summary>
    /// <param name="layout">The layout so far.</param>
    /// <param name="isOnly">True when there is no other panel, so that the legend may stand beside the drawing.</param>
    public void AddTo(JsonObject layout, bool isOnly)
    {
        layout["xaxis" + _suffix] = Axis(figure.X, AxisRange.OfX(figure), area.Left, area.Right, "y");
        layout["yaxis" + _suffix] = Axis(figure.Y, AxisRange.OfY(figure), area.Bottom, area.Top, "x");
        if (figure.Marks.Any(mark => mark is HeatMapMark) && !figure.X.IsVisible && !figure.Y.IsVisible)
            ((JsonObject)layout["yaxis" + _suffix]!)["scaleanchor"] = "x" + _suffix;
        layout["legend" + _suffix] = Legend(isOnly);
        JsonArray shapes = (JsonArray)layout["shapes"]!;
        JsonArray annotations = (JsonArray)layout["annotations"]!;
        foreach (RuleMark rule in figure.Marks.OfType<RuleMark>())
        {
            shapes.Add(Shape(rule));
            if (rule.Name.Length > 0)
                annotations.Add(RuleLabel(rule));
        }

        foreach (NoteMark note in figure.Marks.OfType<NoteMark>())
            annotations.Add(Note(note));
        if (!isOnly && figure.Title.Length > 0)
            annotations.Add(PanelTitle());
    }

    private JsonObject Axis(Axis axis, AxisRange range, double start, double end, string anchor)
    {
        (double low, double high) = axis.IsLogarithmic
            ? (Math.Log10(range.Minimum), Math.Log10(range.Maximum))
            : (range.Minimum, range.Maximum);
        if (axis.IsReversed)
            (low, high) = (high, low);
        JsonObject json = new()
        {
            ["title"] = new JsonObject { ["text"] = RichText.Html(axis.Label), ["standoff"] = 8 },
            ["type"] = axis.IsLogarithmic ? "log" : "linear",
            ["range"] = PlotlyNumbers.Many([low, high]),
            ["domain"] = PlotlyNumbers.Many([start, end]),
            ["anchor"] = anchor + _suffix,
            ["visible"] = axis.IsVisible,
            ["automargin"] = true,
            ["gridcolor"] = "#e4e4e4",
            ["linecolor"] = "#333333",
            ["showline"] = true,
            ["ticks"] = "outside",
            ["zeroline"] = false,
        };
        json["exponentformat"] = axis.IsLogarithmic ? "power" : "none";
        json["separatethousands"] = true;
        if (axis.IsLogarithmic) AddLogarithmicTicks(json, range);
        if (axis is { Step: { } step, IsLogarithmic: false })
            json["dtick"] = PlotlyNumbers.One(step);
        if (axis.Categories.Length > 0)
        {
            json["tickvals"] = PlotlyNumbers.Many(Enumerable.Range(0, axis.Categories.Length).Select(i => (double)i));
            json["ticktext"] = new JsonArray([.. axis.Categories.Select(name => (JsonNode?)RichText.Html(name))]);
            json["showgrid"] = false;
        }

        return json;
    }

    // Over less than two decades Plotly writes the digits between powers of ten too small to read.
    private static void AddLogarithmicTicks(JsonObject json, AxisRange range)
    {
        double decades = Math.Log10(range.Maximum / range.Minimum);
        if (decades >= 2)
        {
            json["dtick"] = Math.Ceiling(decades / 8);
            return;
        }

        double[] labelled = Ticks.Logarithmic(range, 5).Labelled;
        json["tickvals"] = PlotlyNumbers.Many(labelled);
        json["ticktext"] = new JsonArray([.. labelled.Select(value => (JsonNode?)RichText.Html(Ticks.Label(value, range, true)))]);
    }

    private JsonObject Legend(bool isOnly)
    {
        LegendPlace place = LegendBuilder.Place(figure);
        JsonObject legend = new() { ["bgcolor"] = "rgba(255,255,255,0.85)" };
        if (isOnly && place == LegendPlace.Outside)
            return legend;
        if (isOnly && place == LegendPlace.Below)
        {
            (legend["orientation"], legend["y"]) = ("h", -0.2);
            return legend;
        }

        if (place is LegendPlace.Below or LegendPlace.Outside)
        {
            // Between panels is no room at the side; below the axis title there is.
            (legend["orientation"], legend["xanchor"], legend["yanchor"]) = ("h", "center", "top");
            legend["x"] = PlotlyNumbers.One((area.Left + area.Right) / 2);
            legend["y"] = PlotlyNumbers.One(area.Bottom - 0.24 * (area.Top - area.Bottom));
            legend["entrywidthmode"] = "pixels";
            legend["entrywidth"] = 90;
            return legend;
        }

        bool right = place is not (LegendPlace.TopLeft or LegendPlace.BottomLeft);
        bool top = place is not (LegendPlace.BottomLeft or LegendPlace.BottomRight);
        legend["x"] = PlotlyNumbers.One(right ? area.Right : area.Left);
        legend["y"] = PlotlyNumbers.One(top ? area.Top : area.Bottom);
        legend["xanchor"] = right ? "right" : "left";
        legend["yanchor"] = top ? "top" : "bottom";
        return legend;
    }

    private JsonObject Shape(RuleMark rule)
    {
        JsonObject shape = new()
        {
            ["type"] = "line",
            ["xref"] = "x" + _suffix + (rule.IsHorizontal ? " domain" : ""),
            ["yref"] = "y" + _suffix + (rule.IsHorizontal ? "" : " domain"),
            ["line"] = new JsonObject { ["color"] = "#666666", ["width"] = 1.2, ["dash"] = "dash" },
        };
        (shape["x0"], shape["x1"]) = rule.IsHorizontal ? (0, 1) : (PlotlyNumbers.One(rule.Value), PlotlyNumbers.One(rule.Value));
        (shape["y0"], shape["y1"]) = rule.IsHorizontal ? (PlotlyNumbers.One(rule.Value), PlotlyNumbers.One(rule.Value)) : (0, 1);
        return shape;
    }

    private JsonObject RuleLabel(RuleMark rule) => new()
    {
        ["text"] = RichText.Html(rule.Name),
        ["xref"] = "x" + _suffix + (rule.IsHorizontal ? " domain" : ""),
        ["yref"] = "y" + _suffix + (rule.IsHorizontal ? "" : " domain"),
        ["x"] = rule.IsHorizontal ? 0.99 : Position(rule.Value, figure.X),
        ["y"] = rule.IsHorizontal ? Position(rule.Value, figure.Y) : 0.98,
        ["xanchor"] = rule.IsHorizontal ? "right" : "left",
        ["yanchor"] = rule.IsHorizontal ? "bottom" : "top",
        ["showarrow"] = false,
        ["font"] = new JsonObject { ["color"] = "#666666", ["size"] = 11.5 },
    };

    private JsonObject Note(NoteMark note) => new()
    {
        ["text"] = RichText.Html(note.Name),
        ["xref"] = "x" + _suffix,
        ["yref"] = "y" + _suffix,
        ["x"] = Position(note.X, figure.X),
        ["y"] = Position(note.Y, figure.Y),
        ["yanchor"] = "bottom",
        ["showarrow"] = false,
    };

    private JsonObject PanelTitle() => new()
    {
        ["text"] = $"<b>{RichText.Html(figure.Title)}</b>",
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["x"] = PlotlyNumbers.One((area.Left + area.Right) / 2),
        ["y"] = PlotlyNumbers.One(area.Top),
        ["xanchor"] = "center",
        ["yanchor"] = "bottom",
        ["showarrow"] = false,
        ["font"] = new JsonObject { ["size"] = 14 },
    };

    /// <summary>Annotations on a logarithmic axis are placed by the logarithm; shapes are not.</summary>
    private static JsonNode? Position(double value, Axis axis) => PlotlyNumbers.One(axis.IsLogarithmic ? Math.Log10(value) : value);
}
