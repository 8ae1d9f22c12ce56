using AlignmentToolkit.Notebooks.Documents;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>Pictures that a notebook lends to pages which hold no notebooks, such as a README.</summary>
public static class GalleryPictures
{
    /// <summary>The tag in a cell's metadata that offers its picture.</summary>
    public const string Tag = "gallery";

    /// <summary>The first SVG output of every cell tagged <see cref="Tag"/>; a cell that shows none is passed over.</summary>
    /// <param name="document">An executed notebook.</param>
    /// <returns>The ids of the cells and the text of their pictures, in reading order.</returns>
    public static IEnumerable<(string CellId, string Svg)> Of(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return from cell in document.Cells
               where cell.Tags.Contains(Tag, StringComparer.Ordinal)
               let svg = FirstSvg(cell)
               where svg is not null
               select (cell.Id, svg);
    }

    /// <summary>Writes the pictures as <c>&lt;cell id&gt;.svg</c>; a reader sees either the old file or the whole new one.</summary>
    /// <param name="document">An executed notebook.</param>
    /// <param name="folder">Where the pictures go; made if need be. Pictures of other notebooks in it stay.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Save(NotebookDocument document, string folder)
    {
        foreach ((string id, string svg) in Of(document))
            AtomicFile.WriteAllText(Path.Combine(folder, id + ".svg"), svg);
    }

    private static string? FirstSvg(NotebookCell cell) =>
        cell.Outputs.OfType<DisplayOutput>().Select(output => output.Data.GetValueOrDefault(MimeTypes.Svg))
            .FirstOrDefault(svg => svg is not null);
}
