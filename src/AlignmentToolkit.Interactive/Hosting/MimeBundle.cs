using AlignmentToolkit.Interactive.Formatting;

using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Hosting;

/// <summary>The representations of a value that make up one output of a notebook.</summary>
public static class MimeBundle
{
    /// <summary>Formats a value as a notebook program of this toolkit shows it.</summary>
    /// <param name="value">Any value; null shows as &lt;null&gt;.</param>
    /// <returns>
    /// MIME type → text. Every preferred representation of the value's type (a user's <c>Formatter.Register</c> included) and always
    /// <c>text/plain</c>;
    /// figures also carry <c>application/vnd.plotly.v1+json</c>, from which an HTML export makes an interactive chart.
    /// </returns>
    public static IReadOnlyDictionary<string, string> Of(object? value)
    {
        Dictionary<string, string> bundle = [];
        if (value is null)
        {
            bundle[MimeTypes.Plain] = Formatter.NullString;
            return bundle;
        }

        foreach (string mimeType in Formatter.GetPreferredMimeTypesFor(value.GetType()))
            bundle[mimeType] = value.ToDisplayString(mimeType);
        if (value is IFigureValue figure && bundle.ContainsKey(MimeTypes.Svg))
            bundle[MimeTypes.Plotly] = figure.ToPlotlyJson();
        if (!bundle.ContainsKey(MimeTypes.Plain))
            bundle[MimeTypes.Plain] = value.ToDisplayString(MimeTypes.Plain);
        return bundle;
    }
}
