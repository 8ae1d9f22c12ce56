using System.Net;

using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Plotly;

/// <summary>Figures in a web page that needs no network: pictures at once, interactive charts when they come into view.</summary>
/// <remarks>The page needs <see cref="PlotlyScript.Element"/> once, after the last of these.</remarks>
public static class PlotlyHtml
{
    /// <summary>An element that shows a figure.</summary>
    /// <param name="figure">A <c>Figure</c> or a row of them.</param>
    public static string Of(IFigureValue figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return OfJson(figure.ToPlotlyJson(), figure.ToSvg(), figure.ToString() ?? "");
    }

    /// <summary>
    /// An element that shows the JSON of a Plotly figure, as it stands in notebooks under <c>application/vnd.plotly.v1+json</c>.
    /// </summary>
    /// <param name="json">An object with <c>data</c> and, as a rule, <c>layout</c>. Where it is not, the picture stays.</param>
    /// <param name="picture">HTML that stands in the page until the chart takes its place, and where scripts do not run.</param>
    /// <param name="words">What is to be seen, for readers who cannot see it.</param>
    public static string OfJson(string json, string picture, string words)
    {
        ArgumentNullException.ThrowIfNull(json);
        return $"<div class=\"chart\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(words)}\"><div class=\"picture\">{picture}</div>"
            + $"<script type=\"application/json\">{InScript(json)}</script></div>";
    }

    /// <summary>JSON that may stand in a script element: only its texts hold a &lt;, and none of them could end the element.</summary>
    private static string InScript(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);
}
