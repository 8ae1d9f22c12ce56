using AlignmentToolkit.Notebooks.Export;
using AlignmentToolkit.Notebooks.Running;

namespace AlignmentToolkit.Cli.Running;

/// <summary>Where executed notebooks, their pages and the gallery go.</summary>
/// <param name="folder">The folder.</param>
/// <param name="root">The folder that the notebooks' places are relative to.</param>
internal sealed class OutputFolder(string folder, string root)
{
    /// <summary>The gallery's file.</summary>
    public string GalleryFile => Path.Combine(folder, "index.html");

    /// <summary>Makes the folder and tries to write in it: better to learn now than after the last cell that it cannot be done.</summary>
    /// <exception cref="InputException">The folder cannot be made or written.</exception>
    public void Prepare() => Try(() =>
    {
        Directory.CreateDirectory(folder);
        string probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        using (File.Create(probe, 1, FileOptions.DeleteOnClose))
        {
        }
    });

    /// <summary>Writes an executed notebook and its page, in the same folders as the notebooks'.</summary>
    /// <exception cref="InputException">They cannot be written.</exception>
    public void Save(NotebookResult result) => Try(() =>
    {
        string place = Path.Combine(folder, Path.GetRelativePath(root, Path.GetFullPath(result.Notebook.Path)));
        result.Notebook.Document.Save(place);
        HtmlExport.Save(result.Notebook, Path.ChangeExtension(place, ".html"));
    });

    /// <summary>Writes the gallery.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void SaveGallery(IReadOnlyList<NotebookResult> results) => Try(() => Gallery.Save(results, root, GalleryFile));

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: cannot be written ({exception.Message})");
        }
    }
}
