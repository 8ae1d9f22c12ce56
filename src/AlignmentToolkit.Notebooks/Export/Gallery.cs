using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Running;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>One page with all notebooks of a run: cards in front, each notebook whole behind its card.</summary>
public static partial class Gallery
{
    private const string Name = "AlignmentToolkit";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInIds { get; }

    /// <summary>The page.</summary>
    /// <param name="results">The runs, in reading order.</param>
    /// <param name="root">The folder that the notebooks' names are relative to.</param>
    /// <returns>A page that needs no other file and no network.</returns>
    public static string Page(IReadOnlyList<NotebookResult> results, string root)
    {
        ArgumentNullException.ThrowIfNull(results);
        Dictionary<string, string> ids = results.ToDictionary(
            result => Path.GetFullPath(result.Notebook.Path), result => Id(result.Notebook.Path, root), StringComparer.Ordinal);
        StringBuilder cards = new(), pages = new();
        bool charts = false;
        foreach (NotebookResult result in results)
        {
            string id = ids[Path.GetFullPath(result.Notebook.Path)];
            PageLinks links = new(result.Notebook.Folder, path => ids.TryGetValue(path, out string? other) ? "#" + other : null);
            NotebookHtml html = NotebookHtml.Of(
                result.Notebook.Document, Path.GetFileNameWithoutExtension(result.Notebook.Path), id + "--", links);
            charts |= html.HasCharts;
            WriteCard(cards, result, html, id);
            pages.Append("<section class=\"page\" id=\"").Append(id)
                .Append("\">\n<p class=\"back\"><a href=\"#gallery\">← All notebooks</a></p>\n").Append(html.Body).Append("</section>\n");
        }

        string front =
            $"<section class=\"page front\" id=\"gallery\">\n<header><h1>{Name}</h1>\n<p>{Summary(results)}</p></header>\n"
            + $"<div class=\"cards\">\n{cards}</div>\n</section>\n";
        return HtmlPage.Of(Name, $"<main class=\"gallery\">\n{front}{pages}</main>\n", charts);
    }

    /// <summary>Writes the page; a reader sees either the old file or the whole new one.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Save(IReadOnlyList<NotebookResult> results, string root, string path) =>
        AtomicFile.WriteAllText(path, Page(results, root));

    private static string Id(string path, string root)
    {
        string relative = Path.ChangeExtension(Path.GetRelativePath(root, path), null).ToLowerInvariant();
        return "nb-" + NotInIds.Replace(relative, "-").Trim('-');
    }

    private static string Summary(IReadOnlyList<NotebookResult> results)
    {
        int failed = results.Count(result => result.Error is not null);
        double minutes = results.Sum(result => result.Elapsed.TotalMinutes);
        string count = results.Count == 1 ? "1 notebook" : string.Create(CultureInfo.InvariantCulture, $"{results.Count} notebooks");
        string run = string.Create(
            CultureInfo.InvariantCulture,
            $"{count}, {(minutes < 1 ? $"{minutes * 60:0} seconds" : $"{minutes:0.0} minutes")} of computing");
        return failed == 0 ? run : string.Create(CultureInfo.InvariantCulture, $"{run}; <strong class=\"bad\">{failed} failed</strong>");
    }

    private static void WriteCard(StringBuilder html, NotebookResult result, NotebookHtml page, string id)
    {
        string seconds = string.Create(CultureInfo.InvariantCulture, $"{result.Elapsed.TotalSeconds:0.0} s");
        html.Append("<a class=\"card\" href=\"#").Append(id).Append("\">\n<div class=\"thumbnail\" aria-hidden=\"true\">")
            .Append(page.FirstPicture ?? "<span>{ }</span>");
        html.Append("</div>\n<h2>").Append(WebUtility.HtmlEncode(page.Title)).Append("</h2>\n<p class=\"badges\"><span class=\"time\">")
            .Append(seconds).Append("</span>");
        VerdictCounts verdicts = result.Verdicts;
        Badge(html, "good", verdicts.NumberMatches, "✓", verdicts.NumberMatches == 1 ? "number matches" : "numbers match");
        Badge(html, "fair", verdicts.EffectMatches, "≈", verdicts.EffectMatches == 1 ? "effect matches" : "effects match");
        Badge(html, "open", verdicts.NotAtThisScale, "○", "not at this scale");
        Badge(html, "bad", verdicts.Differs, "✗", verdicts.Differs == 1 ? "differs" : "differ");
        if (result.Error is { } error)
        {
            string ending = result.Ending == NotebookEnding.Interrupted ? "interrupted" : "failed";
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"bad\">{ending} in cell {error.CellIndex}</span>");
        }

        html.Append("</p>\n</a>\n");
    }

    private static void Badge(StringBuilder html, string kind, int count, string sign, string words)
    {
        if (count > 0)
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"{kind}\" title=\"{count} {words}\">{sign} {count} {words}</span>");
    }
}
