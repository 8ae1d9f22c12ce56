namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>The names of the representations the toolkit writes.</summary>
internal static class MimeTypes
{
    public const string Html = "text/html";
    public const string Plain = "text/plain";
    public const string Latex = "text/latex";
    public const string Markdown = "text/markdown";
    public const string Svg = "image/svg+xml";
    public const string Plotly = "application/vnd.plotly.v1+json";
}
