using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Running;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>Notebooks as HTML pages that need no network: formulas as MathML, charts interactive, everything in one file.</summary>
/// <example><code>
/// HtmlExport.Save(NotebookFile.Load("notebooks/00-start-here.ipynb"), "start-here.html");
/// </code></example>
public static class HtmlExport
{
    /// <summary>A notebook as a page.</summary>
    /// <param name="notebook">The notebook, with the outputs it holds.</param>
    /// <returns>The page.</returns>
    public static string Page(NotebookFile notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        PageLinks links = new(
            notebook.Folder, path => Path.ChangeExtension(Path.GetRelativePath(notebook.Folder, path), ".html").Replace('\\', '/'));
        NotebookHtml html = NotebookHtml.Of(notebook.Document, Path.GetFileNameWithoutExtension(notebook.Path), "", links);
        return HtmlPage.Of(html.Title, $"<main>\n{html.Body}</main>\n", html.HasCharts);
    }

    /// <summary>Writes a notebook's page; a reader sees either the old file or the whole new one.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Save(NotebookFile notebook, string path) => AtomicFile.WriteAllText(path, Page(notebook));
}
