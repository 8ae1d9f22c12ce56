using System.Text.Json.Nodes;

using AlignmentToolkit.Interactive;
using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Svg;

using OxyPlot.Annotations;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

/// <summary>What would hide a figure's message: names on their lines, rims over neighbours, ticks too small to read.</summary>
public class ReadableFigureTests
{
    [Fact]
    public void The_name_of_a_reference_line_stands_beside_it_and_only_where_the_line_is()
    {
        Figure figure = new Figure("Lines") { X = new Axis("x", 0, 10), Y = new Axis("y", 0, 10) }
            .HorizontalLine(5, "floor").VerticalLine(2, "start").HorizontalLine(20, "elsewhere");
        Dictionary<string, TextAnnotation> names = PlotBuilder.Build(figure, 600, 400, 16).Annotations.OfType<TextAnnotation>()
            .ToDictionary(name => name.Text!);
        Assert.Equal(["floor", "start"], names.Keys.Order(StringComparer.Ordinal));
        Assert.True(names["floor"].Offset.Y < 0, "above a horizontal line");
        Assert.True(names["start"].Offset.X > 0, "to the right of a vertical one");
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Markers_have_rims_unless_they_are_a_crowd(int count, bool hasRims)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        JsonNode figure = JsonNode.Parse(new Figure("Points").Points("p", values, values).ToPlotlyJson())!;
        Assert.Equal(hasRims, figure["data"]![0]!["marker"]!["line"]!["width"]!.GetValue<double>() > 0);
    }

    [Fact]
    public void Less_than_two_decades_have_ticks_at_1_2_and_5()
    {
        Figure figure = new Figure("Ticks") { X = Axis.Logarithmic("x", 1, 20) }.Line("y", [1, 20], [0, 1]);
        JsonNode axis = JsonNode.Parse(figure.ToPlotlyJson())!["layout"]!["xaxis"]!;
        Assert.Equal("""["1","2","5","10","20"]""", axis["ticktext"]!.ToJsonString());
        Assert.Equal("[1,2,5,10,20]", axis["tickvals"]!.ToJsonString());
    }

    [Fact]
    public void Infinities_are_signs_in_every_format()
    {
        Assert.Equal("∞", NumberText.Of(double.PositiveInfinity, "0.000"));
        Assert.Equal("−∞", NumberText.Of(float.NegativeInfinity, "F2"));
    }
}
