namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>MIME types of outputs, and how the file holds them.</summary>
public static class MimeTypes
{
    /// <summary>Text without mark-up.</summary>
    public const string Plain = "text/plain";

    /// <summary>HTML.</summary>
    public const string Html = "text/html";

    /// <summary>A vector picture.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>A chart of plotly.js: data and layout.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>True if the file holds values of the type as JSON rather than as text.</summary>
    public static bool IsJson(string mime) =>
        mime.StartsWith("application/", StringComparison.Ordinal) && mime.EndsWith("json", StringComparison.Ordinal);
}
