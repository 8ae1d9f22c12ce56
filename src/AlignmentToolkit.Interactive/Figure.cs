using System.Collections.Immutable;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Plots;
using AlignmentToolkit.Interactive.Svg;

namespace AlignmentToolkit.Interactive;

/// <summary>A chart: marks between two axes.</summary>
/// <remarks>
/// Immutable: every method returns a new figure with one mark more, so a figure is built in one expression. Shown as static SVG with a
/// summary in words; the same marks become an interactive Plotly chart where the page can hold one. Colours are from Okabe and Ito's
/// palette, and every style has its own dash pattern and marker besides, so nothing depends on seeing colours.
/// </remarks>
/// <example><code>
/// new Figure("Generalisation error") { X = new Axis("α"), Y = Axis.Logarithmic("ε_{g}") }
///     .Line("theory", alphas, theory, style: 0)
///     .Points("simulation", alphas, means, errors: deviations, style: 0)
///     .HorizontalLine(0.05, "chance")
/// </code></example>
/// <param name="Title">What the figure shows; <c>_{…}</c> and <c>^{…}</c> set subscripts and superscripts here and in every label.</param>
[TypeFormatterSource(typeof(FigureFormatters), MimeTypes.Svg, MimeTypes.Plain)]
public partial record Figure(string Title) : IFigureValue
{
    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>A sentence or two below the drawing; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Where the legend stands.</summary>
    public LegendPlace Legend { get; init; }

    /// <summary>Width in pixels, caption and legend included.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Height in pixels, without the caption.</summary>
    public int Height { get; init; } = 400;

    /// <summary>What is drawn, from the bottom to the top.</summary>
    public ImmutableArray<Mark> Marks { get; init; } = [];

    /// <summary>The figure as plain SVG: presentation attributes only, white background, the same bytes for the same figure.</summary>
    public string ToSvg() => FigureSvg.Write([this], columns: 1);

    /// <summary>The figure as the JSON of a Plotly figure: <c>{"data":[…],"layout":{…}}</c>.</summary>
    public string ToPlotlyJson() => PlotlyFigure.Write([this], columns: 1);

    /// <summary>The SVG with its summary as the description that screen readers read.</summary>
    public string ToHtml() => ToSvg();

    /// <summary>The figure in words: title, axes, and the key numbers of every mark.</summary>
    public override string ToString() => FigureSummary.Of(this);
}
