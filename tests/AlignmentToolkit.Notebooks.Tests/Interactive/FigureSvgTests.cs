using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using AlignmentToolkit.Interactive;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

/// <summary>
/// A figure must survive the sanitisers of code hosting sites, so the SVG is parsed and every element and attribute looked at.
/// </summary>
public sealed partial class FigureSvgTests
{
    private static readonly string[] AllowedElements = ["svg", "title", "rect", "path", "text", "tspan"];

    private static readonly string[] AllowedAttributes =
    [
        "width", "height", "viewBox", "font-family", "role", "x", "y", "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width",
        "stroke-linejoin", "stroke-dasharray", "d", "font-size", "font-weight", "text-anchor", "transform", "dy", "shape-rendering",
        "xmlns",
    ];

    private static readonly double[] Positions = [.. Enumerable.Range(0, 50).Select(i => 0.1 * i)];

    public static TheoryData<string> Names => [.. Examples().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_is_plain_and_small_and_the_same_every_time(string name)
    {
        string svg = Examples()[name].ToSvg();
        Assert.Equal(svg, Examples()[name].ToSvg());
        Assert.InRange(svg.Length, 500, 60_000);
        XDocument document = XDocument.Parse(svg);
        foreach (XElement element in document.Descendants())
        {
            Assert.Contains(element.Name.LocalName, AllowedElements);
            Assert.All(element.Attributes(), attribute => Assert.Contains(attribute.Name.LocalName, AllowedAttributes));
        }

        Assert.DoesNotMatch(
            ThreeDecimals(),
            svg.Replace(document.Root!.Element(document.Root.Name.Namespace + "title")!.Value, "", StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        XElement background = document.Root.Elements().First(element => element.Name.LocalName == "rect");
        Assert.Equal("#ffffff", background.Attribute("fill")!.Value);
        Assert.Equal(document.Root.Attribute("width")!.Value, background.Attribute("width")!.Value);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_drawn_outside_the_page(string name)
    {
        XDocument document = XDocument.Parse(Examples()[name].ToSvg());
        double width = Number(document.Root!, "width");
        double height = Number(document.Root!, "height");
        foreach (XElement path in document.Descendants().Where(element => element.Name.LocalName == "path"))
        {
            foreach (Match place in Places().Matches(path.Attribute("d")!.Value))
            {
                Assert.InRange(double.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture), 0, width);
                Assert.InRange(double.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture), 0, height);
            }
        }
    }

    [Fact]
    public void Culture_does_not_change_a_figure()
    {
        string expected = Examples()["curves"].ToSvg() + Examples()["curves"].ToPlotlyJson() + Examples()["curves"];
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (
            comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator,
            comma.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Examples()["curves"].ToSvg() + Examples()["curves"].ToPlotlyJson() + Examples()["curves"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_straight_line_ends_where_its_axis_says()
    {
        Figure figure = new Figure("") { X = new Axis("", 0, 10), Y = new Axis("", 0, 10), Legend = LegendPlace.None }.Line(
            "", [-5, 15], [-5, 15]);
        string path = XDocument.Parse(figure.ToSvg()).Descendants().Single(element => (string?)element.Attribute("stroke") == "#0072b2")
            .Attribute("d")!.Value;
        // Drawn beyond both ends and clipped there: the line leaves exactly at the corners of the plot, which the two axis lines share.
        MatchCollection places = Places().Matches(path);
        Assert.Equal(2, places.Count);
        double slope = (Value(places[1], 2) - Value(places[0], 2)) / (Value(places[1], 1) - Value(places[0], 1));
        Assert.True(
            slope < 0 && Value(places[0], 1) < 80 && Value(places[1], 1) > 600 && Value(places[0], 2) > 340 && Value(places[1], 2) < 20);
    }

    [Fact]
    public void Words_that_look_like_markup_are_escaped()
    {
        Figure figure = new Figure("a < b & \"c\" </svg><script>") { X = new Axis("<x>") }.Line("<b>", [0, 1], [0, 1])
            .Note(0.5, 0.5, "]]>");
        XDocument document = XDocument.Parse(figure.ToSvg());
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "script" or "b");
        Assert.DoesNotContain("</script", figure.ToPlotlyJson(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Subscripts_are_set_smaller_in_one_text()
    {
        XDocument document = XDocument.Parse(new Figure("ε_{g} and 10^{-3}").Line("", [0, 1], [0, 1]).ToSvg());
        XElement title = document.Descendants().Single(element => element.Name.LocalName == "text" && element.Value == "εg and 10-3");
        Assert.Equal(["g", "-3"], title.Elements().Where(run => run.Attribute("font-size") is not null).Select(run => run.Value));
    }

    [Fact]
    public void Lists_of_different_length_are_refused_by_name()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Figure("").Line("", [0, 1, 2], [0, 1]));
        Assert.Contains("y has 2 numbers where the positions are 3", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Figure("").Histogram("", [0, 1], new double[] { 1, 2 }));
        Assert.Throws<ArgumentException>(() => Figure.Images("", [new float[5]], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Logarithmic("", minimum: 0));
    }

    [Fact]
    public void The_summary_holds_the_key_numbers()
    {
        string text = new Figure("Angle") { X = new Axis("epoch"), Y = new Axis("∠ / °") }.Line("FA", [0, 1, 2, 3], [90, 95, 60, 41])
            .ToString();
        Assert.Equal(
            "Figure: Angle. Horizontal: epoch. Vertical: ∠ / °.\n  FA (curve): 4 values, 90 at 0 to 41 at 3, highest 95 at 1", text);
    }

    [Fact]
    public void A_histogram_is_a_density()
    {
        Figure figure = new Figure("").Histogram("", [0.0, 0.1, 0.2, 0.9, 1.0, 4.0], bins: 8);
        AlignmentToolkit.Interactive.Marks.HistogramMark mark = Assert.IsType<AlignmentToolkit.Interactive.Marks.HistogramMark>(
            Assert.Single(figure.Marks));
        Assert.Equal(1, mark.Heights.Select((height, i) => height * (mark.Edges[i + 1] - mark.Edges[i])).Sum(), 12);
        Assert.Equal(4.0, mark.Edges[^1], 12);
    }

    private static Dictionary<string, AlignmentToolkit.Interactive.Formatting.IFigureValue> Examples()
    {
        double[] falling = [.. Positions.Select(x => Math.Exp(-x))];
        Figure curves =
            new Figure("Error ε_{g}") { X = new Axis("α"), Y = Axis.Logarithmic("ε_{g}"), Caption = "A caption of some words." };
        curves = curves.Line("theory", Positions, falling).Band("spread", Positions, falling.Select(y => y / 2), falling.Select(y => y * 2))
            .Points("simulation", Positions, falling, falling.Select(y => 0.1 * y), style: 1).HorizontalLine(0.1, "chance")
                .VerticalLine(2, "two").Note(1, 0.5, "here");
        Figure bars = new Figure("Bars") { X = Axis.Categorical("rule", "BP", "FA") }.Bars("a", [1, 2], [0.1, 0.2]).Bars("b", [2, -1]);
        double[,] cells = new double[40, 60];
        for (int i = 0; i < cells.Length; i++)
            cells[i / 60, i % 60] = Math.Sin(0.37 * i) + i % 7;
        double[] many = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        IReadOnlyList<float> Noise(int k) => [.. Enumerable.Range(0, 784).Select(i => (float)Math.Sin(i * (k + 1.3)))];
        return new()
        {
            ["curves"] = curves,
            ["bars"] = bars,
            ["cells"] = new Figure("Cells").HeatMap("value", cells),
            ["histogram"] = new Figure("Histogram").Histogram("w", falling, 12),
            ["images"] = Figure.Images("Noise", Enumerable.Range(0, 4).Select(Noise), 28, 28),
            ["long and noisy"] = new Figure("Noise").Line("y", many, many.Select(x => Math.Sin(x * x))),
            ["outside"] = new Figure("Clipped") { X = new Axis("", 1, 2), Y = new Axis("", 0.2, 0.3) }.Line("y", Positions, falling)
                .Points("z", Positions, falling).Band("w", Positions, falling, falling.Select(y => y + 1)),
            ["empty"] = new Figure("Nothing"),
            ["gaps"] = new Figure("Gaps").Line("y", [0, 1, 2, 3], [0, double.NaN, 1, double.PositiveInfinity])
                .Points("p", [0, 1], [double.NaN, 1]),
            ["row"] = Figures.Row(curves, bars, curves) with { Title = "Row", Caption = "Three panels" },
        };
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static double Value(Match place, int group) => double.Parse(place.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d\.\d{3}")]
    private static partial Regex ThreeDecimals();

    [GeneratedRegex(@"[ML ](-?[\d.]+) (-?[\d.]+)(?![\d.]* 0 1 0)")]
    private static partial Regex Places();
}
