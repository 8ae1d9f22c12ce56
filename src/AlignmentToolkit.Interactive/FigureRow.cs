using System.Collections.Immutable;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Plots;
using AlignmentToolkit.Interactive.Svg;

namespace AlignmentToolkit.Interactive;

/// <summary>Several figures in one drawing; made by <see cref="Figures.Row"/> or <see cref="Figures.Grid"/>.</summary>
[TypeFormatterSource(typeof(FigureFormatters), MimeTypes.Svg, MimeTypes.Plain)]
public sealed record FigureRow : IFigureValue
{
    internal FigureRow(ImmutableArray<Figure> panels, int columns) => (Panels, Columns) = (panels, columns);

    /// <summary>The figures, row by row.</summary>
    public ImmutableArray<Figure> Panels { get; }

    /// <summary>Figures side by side.</summary>
    public int Columns { get; }

    /// <summary>A line above all of them; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>A sentence or two below all of them; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>The figures as one plain SVG.</summary>
    public string ToSvg() => FigureSvg.Write(Panels, Columns, Title, Caption);

    /// <summary>The figures as one Plotly figure with as many pairs of axes.</summary>
    public string ToPlotlyJson() => PlotlyFigure.Write(Panels, Columns, Title, Caption);

    /// <summary>The SVG.</summary>
    public string ToHtml() => ToSvg();

    /// <summary>The figures in words, one after the other.</summary>
    public override string ToString() =>
        string.Join(
            "\n",
            Panels.Select(panel => panel.ToString())
                .Prepend(RichText.Plain(Title)).Append(RichText.Plain(Caption))
                .Where(text => text.Length > 0));
}
