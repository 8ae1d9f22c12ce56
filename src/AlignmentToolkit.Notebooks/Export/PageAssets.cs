using System.IO.Compression;
using System.Reflection;

using Plotly.NET;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>What a page carries with it.</summary>
internal static class PageAssets
{
    private static readonly Lazy<string> StyleLazy = new(() => Text("page.css"));
    private static readonly Lazy<string> ScriptLazy = new(() => Text("page.js"));
    private static readonly Lazy<string> ChartsLazy = new(PackCharts);

    /// <summary>The style sheet.</summary>
    public static string Style => StyleLazy.Value;

    /// <summary>The script: which notebook is shown, and charts that come to life when they come into view.</summary>
    public static string Script => ScriptLazy.Value;

    /// <summary>plotly.js as it comes with Plotly.NET, compressed (gzip) and in base64: a third of its size.</summary>
    public static string Charts => ChartsLazy.Value;

    private static string Text(string name)
    {
        using StreamReader reader = new(
            typeof(PageAssets).Assembly.GetManifestResourceStream($"{typeof(PageAssets).Namespace}.Assets.{name}")!);
        return reader.ReadToEnd();
    }

    private static string PackCharts()
    {
        Assembly plotly = typeof(GenericChart).Assembly;
        string name = plotly.GetManifestResourceNames().Single(name => name.EndsWith(".min.js", StringComparison.Ordinal));
        using Stream script = plotly.GetManifestResourceStream(name)!;
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            script.CopyTo(gzip);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
