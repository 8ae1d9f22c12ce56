using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive;

/// <summary>Mathematics in a notebook, set by the front end's MathJax.</summary>
/// <param name="Formula">LaTeX without delimiters: <c>\Delta W = -\eta\, B e\, h^\top</c>.</param>
[TypeFormatterSource(typeof(LatexFormatters), MimeTypes.Latex, MimeTypes.Plain)]
public sealed record Latex(string Formula) : IHtmlValue
{
    /// <summary>The formula between display delimiters.</summary>
    public string ToLatex() => $"$$\n{Formula}\n$$";

    /// <summary>The formula between display delimiters, which MathJax finds in HTML too.</summary>
    public string ToHtml() => $"<p>$${HtmlText.Encode(Formula)}$$</p>";

    /// <summary>The formula's source.</summary>
    public override string ToString() => Formula;
}
