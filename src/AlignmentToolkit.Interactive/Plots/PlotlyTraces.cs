using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Svg;

using OxyPlot;

namespace AlignmentToolkit.Interactive.Plots;

/// <summary>Turns the marks of one panel into Plotly's traces.</summary>
/// <param name="figure">The panel.</param>
/// <param name="number">Its number, from 1; names its axes and its legend.</param>
internal sealed class PlotlyTraces(Figure figure, int number)
{
    private const int MaximumPoints = 2000;

    /// <summary>The traces, in drawing order.</summary>
    public IEnumerable<JsonObject> All()
    {
        foreach (Mark mark in figure.Marks)
        {
            if (Trace(mark) is not { } trace)
                continue;
            string suffix = number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture);
            trace["xaxis"] = "x" + suffix;
            trace["yaxis"] = "y" + suffix;
            if (mark is not HeatMapMark)
            {
                trace["name"] = RichText.Html(mark.Name);
                trace["showlegend"] = LegendBuilder.IsListed(mark);
                trace["legend"] = "legend" + suffix;
            }

            yield return trace;
        }
    }

    private JsonObject? Trace(Mark mark) => mark switch
    {
        LineMark line => Line(line),
        PointMark points => Points(points),
        BandMark band => Band(band),
        BarMark bars => Bars(bars),
        HistogramMark histogram => Histogram(histogram),
        HeatMapMark cells => Cells(cells),
        _ => null,
    };

    private JsonObject Line(LineMark mark)
    {
        int[] kept = Kept(mark.X, mark.Y);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["x"] = PlotlyNumbers.Many(kept.Select(i => mark.X[i])),
            ["y"] = PlotlyNumbers.Many(kept.Select(i => mark.Y[i])),
            ["line"] = new JsonObject
            {
                ["color"] = Palette.Colour(mark.Style),
                ["width"] = 2,
                ["dash"] = Palette.PlotlyDash(mark.Style),
                ["shape"] = mark.IsStepped ? "hv" : "linear",
            },
        };
    }

    private static JsonObject Points(PointMark mark)
    {
        JsonObject trace = new()
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["x"] = PlotlyNumbers.Many(mark.X),
            ["y"] = PlotlyNumbers.Many(mark.Y),
            ["marker"] = new JsonObject
            {
                ["color"] = Palette.Colour(mark.Style),
                ["size"] = 8,
                ["symbol"] = Palette.PlotlySymbol(mark.Style),
                ["line"] = new JsonObject { ["color"] = "#ffffff", ["width"] = Palette.RimOf(mark.X.Length) },
            },
        };
        if (!mark.Errors.IsEmpty)
            trace["error_y"] = Errors(mark.Errors, Palette.Colour(mark.Style));
        return trace;
    }

    private static JsonObject Band(BandMark mark) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "lines",
        ["x"] = PlotlyNumbers.Many(mark.X.Concat(mark.X.Reverse())),
        ["y"] = PlotlyNumbers.Many(mark.Upper.Concat(mark.Lower.Reverse())),
        ["line"] = new JsonObject { ["width"] = 0 },
        ["fill"] = "toself",
        ["fillcolor"] = Transparent(mark.Style, 0.22),
        ["hoverinfo"] = "skip",
    };

    private static JsonObject Bars(BarMark mark)
    {
        JsonObject trace = new()
        {
            ["type"] = "bar",
            ["x"] = PlotlyNumbers.Many(Enumerable.Range(0, mark.Heights.Length).Select(i => (double)i)),
            ["y"] = PlotlyNumbers.Many(mark.Heights),
            ["marker"] = new JsonObject { ["color"] = Palette.Colour(mark.Style) },
        };
        if (!mark.Errors.IsEmpty)
            trace["error_y"] = Errors(mark.Errors, "#000000");
        return trace;
    }

    private static JsonObject Histogram(HistogramMark mark) => new()
    {
        ["type"] = "bar",
        ["x"] = PlotlyNumbers.Many(mark.Edges.Take(mark.Heights.Length)),
        ["y"] = PlotlyNumbers.Many(mark.Heights),
        // Explicit places keep Plotly from grouping the bars of two histograms side by side.
        ["offset"] = 0,
        ["width"] = PlotlyNumbers.Many(mark.Edges.Skip(1).Zip(mark.Edges, (right, left) => right - left)),
        ["marker"] = new JsonObject
        {
            ["color"] = Transparent(mark.Style, 0.6),
            ["line"] = new JsonObject { ["color"] = Palette.Colour(mark.Style), ["width"] = 0.8 },
        },
    };

    private static JsonObject Cells(HeatMapMark mark)
    {
        (double low, double high) = ColourScale.RangeOf(mark);
        IReadOnlyList<int> stops = ColourScale.Stops(mark.Colours);
        JsonArray scale = new([.. stops.Select((colour, i) => new JsonArray(
            PlotlyNumbers.One(i / (stops.Count - 1.0)), "#" + colour.ToString("x6", CultureInfo.InvariantCulture)))]);
        JsonObject trace = new()
        {
            ["type"] = "heatmap",
            ["x"] = PlotlyNumbers.Many(Centres(mark.X, mark.Columns)),
            ["y"] = PlotlyNumbers.Many(Centres(mark.Y, mark.Rows)),
            ["z"] = new JsonArray([.. mark.Values.Chunk(mark.Columns).Select(PlotlyNumbers.Many)]),
            ["zmin"] = PlotlyNumbers.One(low),
            ["zmax"] = PlotlyNumbers.One(high),
            ["colorscale"] = scale,
            ["showscale"] = mark.HasColourBar,
        };
        if (mark.HasColourBar)
        {
            trace["colorbar"] = new JsonObject
            {
                ["title"] = new JsonObject { ["text"] = RichText.Html(mark.Name), ["side"] = "top" },
                ["thickness"] = 16,
                ["outlinewidth"] = 0,
            };
        }

        return trace;
    }

    private static JsonObject Errors(ImmutableArray<double> errors, string colour) => new()
    {
        ["type"] = "data",
        ["array"] = PlotlyNumbers.Many(errors),
        ["color"] = colour,
        ["thickness"] = 1.3,
        ["width"] = 4,
    };

    private static IEnumerable<double> Centres((double First, double Last) ends, int count) =>
        Enumerable.Range(0, count).Select(i => count == 1 ? ends.First : ends.First + i * (ends.Last - ends.First) / (count - 1));

    private static string Transparent(int style, double opacity)
    {
        int colour = int.Parse(Palette.Colour(style).AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"rgba({colour >> 16},{(colour >> 8) & 255},{colour & 255},{opacity})");
    }

    /// <summary>All points of a short curve; of a long one those that are seen on a screen of 1600 × 1000 pixels.</summary>
    private int[] Kept(ImmutableArray<double> x, ImmutableArray<double> y)
    {
        if (x.Length <= MaximumPoints || !x.All(double.IsFinite) || !y.All(double.IsFinite))
            return [.. Enumerable.Range(0, x.Length)];
        (AxisRange rangeX, AxisRange rangeY) = (AxisRange.OfX(figure), AxisRange.OfY(figure));
        ScreenPoint[] points = [.. x.Zip(y, (px, py) =>
            new ScreenPoint(1600 * DataPlaces.Unit(px, rangeX, figure.X), 1000 * DataPlaces.Unit(py, rangeY, figure.Y)))];
        return Decimation.Kept(points, 0.5);
    }
}
