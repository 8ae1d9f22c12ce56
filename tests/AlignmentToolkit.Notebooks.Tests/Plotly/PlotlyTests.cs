using System.IO.Compression;
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
        new Figure("Title ε_{g}")
        {
            X = new AlignmentToolkit.Interactive.Axis("x"),
            Y = AlignmentToolkit.Interactive.Axis.Logarithmic("y"),
        }
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
    public void Html_holds_the_picture_the_words_and_the_numbers_and_asks_no_network()
    {
        string html = PlotlyHtml.Of(Everything);
        Assert.Contains(Everything.ToSvg(), html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Figure: Title", html, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Everything.ToPlotlyJson()), JsonNode.Parse(Json(html))));
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("</script><script>alert(1)")]
    [InlineData("<!-- <script>")]
    public void A_text_cannot_leave_its_script_and_comes_out_as_it_went_in(string text)
    {
        string json = Json(PlotlyHtml.OfJson($$"""{"data":[{"name":"{{text}}"}]}""", "", ""));
        Assert.DoesNotContain('<', json);
        Assert.Equal(text, JsonNode.Parse(json)!["data"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void The_script_of_a_page_holds_the_library_of_the_package()
    {
        string packed = PlotlyScript.Element.Split("id=\"plotly-gzip\">")[1].Split("</script>")[0];
        using GZipStream library = new(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using StreamReader unpacked = new(library), original = new(PlotlyScript.Open());
        string text = unpacked.ReadToEnd();
        Assert.Contains($"plotly.js v{PlotlyScript.Version}", text[..200], StringComparison.Ordinal);
        Assert.Equal(original.ReadToEnd(), text);
        Assert.Equal(3, PlotlyScript.Element.Split("</script", StringSplitOptions.None).Length);
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

    /// <summary>What stands in the script element of a chart.</summary>
    private static string Json(string html) => html.Split("<script type=\"application/json\">")[1].Split("</script>")[0];
}
