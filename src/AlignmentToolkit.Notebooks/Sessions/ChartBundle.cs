using AlignmentToolkit.Notebooks.Documents;

using Plotly.NET;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Shows Plotly.NET charts. Apart from <see cref="ValueFormatting"/> so that F# is loaded only when there is a chart.</summary>
internal static class ChartBundle
{
    /// <summary>Adds a chart's plotly.js figure and a line of text.</summary>
    public static void Add(SortedDictionary<string, string> bundle, object chart)
    {
        bundle[MimeTypes.Plotly] = GenericChart.toFigureJson((GenericChart)chart);
        bundle[MimeTypes.Plain] = "Plotly chart";
    }
}
