using System.Globalization;
using System.Text;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>The results of a run as a page of Markdown: every results table, and the tables of cells tagged <c>results</c>.</summary>
public static class ResultsPage
{
    /// <summary>Writes the page; a reader sees either the old file or the whole new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">The notebooks that were run; those without tables are left out.</param>
    /// <param name="options">How they were run; the page says so.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Save(string path, IReadOnlyList<NotebookResult> results, RunOptions options) =>
        AtomicFile.WriteAllText(path, Of(results, options));

    /// <summary>The page's text.</summary>
    /// <param name="results">The notebooks that were run; those without tables are left out.</param>
    /// <param name="options">How they were run; the page says so.</param>
    public static string Of(IReadOnlyList<NotebookResult> results, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(options);
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"# Results of the {options.Profile} profile\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Written by `toolkit run --profile {options.Profile}{Given(options)} --results`");
        page.Append(CultureInfo.InvariantCulture, $" on {Parallelism.Threads} threads; do not edit.\n");
        foreach (NotebookResult result in results.Where(result => result.Tables.Count > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {Title(result.Notebook)}\n\n");
            page.Append(CultureInfo.InvariantCulture, $"`{Path.GetFileName(result.Notebook.Path)}`, {Ending(result)}.\n");
            foreach (string table in result.Tables)
                page.Append('\n').Append(table);
        }

        return page.ToString();
    }

    private static string Given(RunOptions options) =>
        string.Concat(options.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $" -p {pair.Key}={pair.Value}"));

    private static string Title(NotebookFile notebook) =>
        notebook.Document.Cells
            .SelectMany(cell => cell.IsRunnable ? [] : cell.Source.Split('\n'))
            .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim()
        ?? Path.GetFileNameWithoutExtension(notebook.Path);

    private static string Ending(NotebookResult result)
    {
        string minutes = result.Elapsed.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture);
        return result.Ending == NotebookEnding.Completed ? $"{minutes} minutes" : $"not completed; stopped after {minutes} minutes";
    }
}
