using System.Net;
using System.Text;
using System.Text.RegularExpressions;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Export.Mathematics;
using AlignmentToolkit.Plotly;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>Turns a cell's outputs into HTML, taking the richest representation that a page without a network can show.</summary>
/// <param name="markdown">For outputs in Markdown.</param>
internal sealed partial class OutputHtml(MarkdownToHtml markdown)
{
    [GeneratedRegex(@"\x1B\[[0-9;]*[A-Za-z]")]
    private static partial Regex TerminalColours { get; }

    /// <summary>True once an output needed the chart library.</summary>
    public bool HasCharts { get; private set; }

    /// <summary>Writes one output.</summary>
    public void Write(StringBuilder html, CellOutput output)
    {
        switch (output)
        {
            case StreamOutput stream:
                html.Append("<pre class=\"stream ").Append(stream.Name == "stderr" ? "stderr" : "stdout").Append("\">")
                    .Append(Plain(stream.Text)).Append("</pre>\n");
                break;
            case ErrorOutput error:
                html.Append("<pre class=\"error\" role=\"alert\">").Append(Plain(Traceback(error))).Append("</pre>\n");
                break;
            case DisplayOutput display:
                html.Append("<div class=\"value\">");
                Write(html, display.Data);
                html.Append("</div>\n");
                break;
        }
    }

    private void Write(StringBuilder html, IReadOnlyDictionary<string, string> data)
    {
        string words = data.GetValueOrDefault(MimeTypes.Plain, "");
        if (data.TryGetValue(MimeTypes.Plotly, out string? chart))
        {
            HasCharts = true;
            html.Append(PlotlyHtml.OfJson(chart, data.GetValueOrDefault(MimeTypes.Svg) ?? $"<pre>{Plain(words)}</pre>", words));
        }
        else if (data.TryGetValue("text/latex", out string? latex))
            html.Append("<div class=\"formula\">").Append(TexToMathMl.Convert(Bare(latex), display: true)).Append("</div>");
        else if (data.TryGetValue("text/markdown", out string? text))
            html.Append(markdown.Convert(text, "", []));
        else if (data.TryGetValue(MimeTypes.Html, out string? own))
            html.Append("<div class=\"scroll\">").Append(own).Append("</div>");
        else if (data.TryGetValue(MimeTypes.Svg, out string? svg))
            html.Append("<div class=\"picture\" role=\"img\" aria-label=\"").Append(WebUtility.HtmlEncode(words)).Append("\">").Append(svg)
                .Append("</div>");
        else if (Picture(data) is { } picture)
            html.Append("<img class=\"picture\" src=\"").Append(picture).Append("\" alt=\"").Append(WebUtility.HtmlEncode(words))
                .Append("\">");
        else
            html.Append("<pre>").Append(Plain(words)).Append("</pre>");
    }

    private static string? Picture(IReadOnlyDictionary<string, string> data)
    {
        string? mime = data.Keys.FirstOrDefault(mime => mime is "image/png" or "image/jpeg" or "image/gif" or "image/webp");
        return mime is null ? null : $"data:{mime};base64,{data[mime].ReplaceLineEndings("")}";
    }

    private static string Bare(string latex) => latex.Trim().Trim('$').Trim();

    private static string Traceback(ErrorOutput error) =>
        error.Traceback.Count > 0 ? string.Join('\n', error.Traceback) : $"{error.Name}: {error.Value}";

    private static string Plain(string text) => WebUtility.HtmlEncode(TerminalColours.Replace(text, ""));
}
