using Plotly.NET;

namespace AlignmentToolkit.Plotly;

/// <summary>The drawing library of the browser, plotly.js, which Plotly.NET carries in its assembly.</summary>
public static class PlotlyScript
{
    private const string Resource = "Plotly.NET.plotly-2.28.0.min.js";
    private static readonly Lazy<string> Source = new(Read);

    /// <summary>The version of plotly.js.</summary>
    public static string Version => "2.28.0";

    /// <summary>The source text of plotly.js, about 3.6 MB; put it into a page once.</summary>
    public static string Text => Source.Value;

    /// <summary>
    /// A <c>script</c> element that defines <c>Plotly</c>, to stand once in a page before the first figure. Needs no network.
    /// </summary>
    /// <remarks>
    /// plotly.js looks for a module loader first. Pages with RequireJS, as the classic notebook, have one, and a raw include fails there;
    /// so the library runs in a function in which the loaders' names are undefined.
    /// </remarks>
    public static string Element =>
        // A closing tag inside a text of the library would end the element.
        "<script>(function (define, module, exports) {\n" + Text.Replace(
            "</script", "<\\/script", StringComparison.OrdinalIgnoreCase) + "\n}).call(window);</script>\n";

    private static string Read()
    {
        using Stream stream = typeof(GenericChart).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Plotly.NET does not contain '{Resource}'; another version of the package is loaded.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
