using System.Text.Json;
using System.Text.Json.Nodes;

using AlignmentToolkit.Interactive;
using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Plotly;

using Plotly.NET;

using Xunit;

using Figure = AlignmentToolkit.Interactive.Figure;

namespace AlignmentToolkit.Notebooks.Tests.Plotly;

public sealed class PlotlyTests
{
    private static readonly double[] X = [1, 2, 3];

    private static readonly Figure Everything =
        new Figure("Title ε_{g}") { X = new AlignmentToolkit.Interactive.Axis("x"), Y = AlignmentToolkit.Interactive.Axis.Logarithmic("y") }
        .Line("line", X, [1, 10, 100]).Points("points", X, [1, 10, double.NaN], [0.1, 1, 10]).Band("band", X, [1, 2, 3], [2, 3, 4])
        .Bars("bars", [1, 2]).Histogram("histogram", [0, 1, 2], [3.0, 4.0]).HeatMap("cells", new double[,] { { 1, 2 }, { 3, double.NaN } })
        .HorizontalLine(10, "ten").VerticalLine(2, "two").Note(2, 100, "here");

    [Fact]
    public void Every_kind_of_mark_becomes_its_trace_with_its_numbers()
    {
        JsonArray data = JsonNode.Parse(Everything.ToPlotlyJson())!["data"]!.AsArray();
        Assert.Equal(["scatter", "scatter", "scatter", "bar", "bar", "heatmap"], data.Select(trace => trace!["type"]!.GetValue<string>()));
        Assert.Equal("[1,10,100]", data[0]!["y"]!.ToJsonString());
        Assert.Equal("[1,10,null]", data[1]!["y"]!.ToJsonString());
        Assert.Equal("[0.1,1,10]", data[1]!["error_y"]!["array"]!.ToJsonString());
        Assert.Equal("[2,3,4,3,2,1]", data[2]!["y"]!.ToJsonString());
        Assert.Equal("[1,1]", data[4]!["width"]!.ToJsonString());
        Assert.Equal("[[1,2],[3,null]]", data[5]!["z"]!.ToJsonString());
    }

    [Fact]
    public void Annotations_on_a_logarithmic_axis_are_placed_by_the_logarithm_and_shapes_are_not()
    {
        JsonNode layout = JsonNode.Parse(Everything.ToPlotlyJson())!["layout"]!;
        Assert.Equal(
            2, layout["annotations"]!.AsArray().Single(note => note!["text"]!.GetValue<string>() == "here")!["y"]!.GetValue<double>());
        Assert.Equal(10, layout["shapes"]![0]!["y0"]!.GetValue<double>());
        Assert.Equal("log", layout["yaxis"]!["type"]!.GetValue<string>());
        Assert.Contains("ε<sub>g</sub>", layout["title"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_of_plotly_net_says_the_same_as_the_figure()
    {
        IFigureValue[] figures = [Everything, Figures.Row(Everything, Everything)];
        foreach (IFigureValue figure in figures)
        {
            GenericChart chart = figure.ToPlotly();
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(figure.ToPlotlyJson()), JsonNode.Parse(chart.ToPlotlyJson())));
        }
    }

    [Fact]
    public void A_charts_default_template_is_left_out()
    {
        Assert.Contains(
            "template", GenericChart.toFigureJson(GenericChart.ofTraceObject(true, new Trace("scatter"))), StringComparison.Ordinal);
        string json = GenericChart.ofTraceObject(true, new Trace("scatter")).ToPlotlyJson();
        Assert.DoesNotContain("template", json, StringComparison.Ordinal);
        Assert.InRange(json.Length, 10, 500);
    }

    [Fact]
    public void Html_is_a_div_and_a_script_that_asks_no_network()
    {
        string html = PlotlyHtml.Of(Everything, "figure-1");
        Assert.Equal(html, PlotlyHtml.Of(Everything, "figure-1"));
        Assert.StartsWith("<div id=\"figure-1\"></div>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("</script>").Length);
    }

    [Fact]
    public void A_text_cannot_leave_its_script()
    {
        string html = PlotlyHtml.OfJson("""{"data":[{"name":"</script><script>alert(1)"}]}""", "a");
        Assert.Equal(2, html.Split("</script>").Length);
    }

    [Theory]
    [InlineData("""{"data":[]}""", "a b")]
    [InlineData("""{"data":[]}""", "")]
    [InlineData("""{"layout":{}}""", "a")]
    [InlineData("[]", "a")]
    [InlineData("{", "a")]
    public void Bad_names_and_bad_json_are_refused(string json, string id) =>
        Assert.Throws<ArgumentException>(() => PlotlyHtml.OfJson(json, id));

    [Fact]
    public void The_script_is_the_one_in_the_package_and_hides_module_loaders()
    {
        Assert.Contains($"plotly.js v{PlotlyScript.Version}", PlotlyScript.Text[..200], StringComparison.Ordinal);
        Assert.Equal(1, PlotlyScript.Element.Split("</script", StringSplitOptions.None).Length - 1);
        Assert.StartsWith("<script>(function (define, module, exports)", PlotlyScript.Element, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_curve_keeps_its_extremes_and_few_points()
    {
        double[] x = [.. Enumerable.Range(0, 50_000).Select(i => (double)i)];
        string json = new Figure("").Line("y", x, x.Select(value => value == 31_234 ? 9 : Math.Sin(value / 500))).ToPlotlyJson();
        double[] y = JsonSerializer.Deserialize<double[]>(JsonNode.Parse(json)!["data"]![0]!["y"]!)!;
        Assert.InRange(y.Length, 100, 8_000);
        Assert.Equal(9, y.Max());
    }
}
