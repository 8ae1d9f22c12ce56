namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>Makes the formatters of a type for the notebook program that found its <see cref="TypeFormatterSourceAttribute"/>.</summary>
/// <remarks>
/// Every source writes <c>text/html</c> and <c>text/plain</c>, whatever the type prefers: inside collections and anonymous objects engines
/// ask for HTML only.
/// </remarks>
/// <param name="richer">Representations beside those two.</param>
internal abstract class FormatterSource(params (string MimeType, Func<object, string> ToText)[] richer)
{
    /// <summary>The formatters, one a representation; called by name.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        .. richer.Select(formatter => new ConventionFormatter(formatter.MimeType, formatter.ToText)),
        new ConventionFormatter(MimeTypes.Html, value => ((IHtmlValue)value).ToHtml()),
        new ConventionFormatter(MimeTypes.Plain, value => value.ToString() ?? ""),
    ];
}

/// <summary>Formatters of values that show as HTML.</summary>
internal sealed class HtmlFormatters : FormatterSource;

/// <summary>Formatters of figures.</summary>
internal sealed class FigureFormatters() : FormatterSource(
    (MimeTypes.Svg, value => ((IFigureValue)value).ToSvg()),
    (MimeTypes.Plotly, value => ((IFigureValue)value).ToPlotlyJson()));

/// <summary>Formatters of mathematics.</summary>
internal sealed class LatexFormatters() : FormatterSource((MimeTypes.Latex, value => ((Latex)value).ToLatex()));

/// <summary>Formatters of Markdown.</summary>
internal sealed class MarkdownFormatters() : FormatterSource((MimeTypes.Markdown, value => ((Markdown)value).Text));
