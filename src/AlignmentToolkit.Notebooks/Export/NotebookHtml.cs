using System.Globalization;
using System.Net;
using System.Text;

using AlignmentToolkit.Notebooks.Documents;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>A notebook as a piece of HTML.</summary>
/// <param name="Body">An <c>article</c> element.</param>
/// <param name="Title">The notebook's title.</param>
/// <param name="FirstPicture">The first drawing or picture among the outputs, as HTML; null if there is none.</param>
/// <param name="HasCharts">True if the page needs the chart library.</param>
internal sealed record NotebookHtml(string Body, string Title, string? FirstPicture, bool HasCharts)
{
    /// <summary>Writes a notebook.</summary>
    /// <param name="document">The notebook, with its outputs.</param>
    /// <param name="name">What it is called if it has no title.</param>
    /// <param name="prefix">Goes before every id, so that several notebooks fit in one page.</param>
    /// <param name="links">What links and pictures become.</param>
    public static NotebookHtml Of(NotebookDocument document, string name, string prefix, PageLinks links)
    {
        MarkdownToHtml markdown = new(links);
        OutputHtml outputs = new(markdown);
        List<Heading> headings = [];
        StringBuilder cells = new();
        foreach (NotebookCell cell in document.Cells)
        {
            if (cell.Kind == CellKind.Markdown)
                cells.Append("<section class=\"prose\">\n").Append(markdown.Convert(WithAttachments(cell), prefix, headings))
                    .Append("</section>\n");
            else if (cell.Kind == CellKind.Raw)
                cells.Append("<pre class=\"raw\">").Append(WebUtility.HtmlEncode(cell.Source)).Append("</pre>\n");
            else
                WriteCode(cells, cell, outputs);
        }

        string title = headings.FirstOrDefault(heading => heading.Level == 1).Text ?? name;
        string body = $"<article class=\"notebook\">\n{Contents(headings)}<div class=\"cells\">\n{cells}</div>\n</article>\n";
        return new(body, title, FirstPictureOf(document), outputs.HasCharts);
    }

    private static void WriteCode(StringBuilder html, NotebookCell cell, OutputHtml outputs)
    {
        if (cell.Source.Length == 0 && cell.Outputs.Count == 0)
            return;
        string count = cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? " ";
        html.Append("<section class=\"cell\">\n<div class=\"input\"><span class=\"count\" aria-hidden=\"true\">").Append(count)
            .Append("</span>");
        html.Append("<pre class=\"code\" tabindex=\"0\"><code>").Append(CSharpColouring.ToHtml(cell.Source))
            .Append("</code></pre></div>\n");
        if (cell.Outputs.Count > 0)
        {
            html.Append("<div class=\"outputs\">\n");
            foreach (CellOutput output in cell.Outputs)
                outputs.Write(html, output);
            html.Append("</div>\n");
        }

        html.Append("</section>\n");
    }

    private static string Contents(List<Heading> headings)
    {
        List<Heading> chapters = [.. headings.Where(heading => heading.Level == 2)];
        if (chapters.Count < 2)
            return "";
        IEnumerable<string> items = chapters.Select(
            heading => $"<li><a href=\"#{WebUtility.HtmlEncode(heading.Id)}\">{WebUtility.HtmlEncode(heading.Text)}</a></li>\n");
        return $"<nav class=\"contents\" aria-label=\"Contents\">\n<ol>\n{string.Concat(items)}</ol>\n</nav>\n";
    }

    /// <summary>Pictures pasted into a cell are kept in the cell.</summary>
    private static string WithAttachments(NotebookCell cell)
    {
        string source = cell.Source;
        foreach ((string file, System.Text.Json.Nodes.JsonNode? data) in cell.Others["attachments"]?.AsObject() ?? [])
        {
            (string mime, System.Text.Json.Nodes.JsonNode? content) = data!.AsObject().First();
            source = source.Replace($"attachment:{file}", $"data:{mime};base64,{content}", StringComparison.Ordinal);
        }

        return source;
    }

    private static string? FirstPictureOf(NotebookDocument document)
    {
        foreach (DisplayOutput output in document.Cells.SelectMany(cell => cell.Outputs).OfType<DisplayOutput>())
        {
            if (output.Data.TryGetValue(MimeTypes.Svg, out string? svg))
                return svg;
            if (output.Data.TryGetValue("image/png", out string? png))
                return $"<img src=\"data:image/png;base64,{png.ReplaceLineEndings("")}\" alt=\"\">";
        }

        return null;
    }
}
