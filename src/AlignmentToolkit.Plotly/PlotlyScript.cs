using System.IO.Compression;
using System.Reflection;

using Plotly.NET;

namespace AlignmentToolkit.Plotly;

/// <summary>The drawing library of the browser, plotly.js, which Plotly.NET carries in its assembly.</summary>
public static class PlotlyScript
{
    private const string Library = "Plotly.NET.plotly-2.28.0.min.js";
    private static readonly Lazy<string> ElementLazy = new(Write);

    /// <summary>The version of plotly.js.</summary>
    public static string Version => "2.28.0";

    /// <summary>
    /// What makes the charts of a page come to life (<see cref="PlotlyHtml"/>), to stand once in it, after the last of them: plotly.js,
    /// compressed to a third of its 3.6 MB, and the script that unpacks it when the first chart comes into view.
    /// </summary>
    public static string Element => ElementLazy.Value;

    /// <summary>The source text of plotly.js.</summary>
    internal static Stream Open() => typeof(GenericChart).Assembly.GetManifestResourceStream(Library)
        ?? throw new InvalidOperationException($"Plotly.NET does not contain '{Library}'; another version of the package is loaded.");

    private static string Write()
    {
        using StreamReader charts = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(PlotlyScript), "charts.js")!);
        return $"<script type=\"text/plain\" id=\"plotly-gzip\">{Packed()}</script>\n<script>\n{charts.ReadToEnd()}</script>\n";
    }

    private static string Packed()
    {
        using Stream library = Open();
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            library.CopyTo(gzip);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
