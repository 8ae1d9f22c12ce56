using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Export;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

/// <summary>notebooks/gallery holds the pictures of the committed notebooks, and no others.</summary>
public class GalleryTests
{
    private const string Folder = "notebooks/gallery";

    private static readonly string[] Notebooks = [.. RepositoryFiles.Under("notebooks", "*.ipynb")];

    [Fact]
    public void Pictures_are_those_in_the_outputs_of_the_committed_notebooks()
    {
        Dictionary<string, string> shown = Notebooks
            .SelectMany(path => GalleryPictures.Of(NotebookDocument.Parse(RepositoryFiles.Read(path), path)))
            .ToDictionary(picture => $"{Folder}/{picture.CellId}.svg", picture => picture.Svg, StringComparer.Ordinal);
        Assert.Equal(shown.Keys.Order(StringComparer.Ordinal), RepositoryFiles.Under(Folder, "*.svg"));
        Assert.All(shown, picture => Assert.Equal(picture.Value, RepositoryFiles.Read(picture.Key)));
    }

    [Fact]
    public void Every_cell_tagged_for_the_gallery_shows_a_picture()
    {
        foreach (string path in Notebooks)
        {
            NotebookDocument document = NotebookDocument.Parse(RepositoryFiles.Read(path), path);
            IEnumerable<string> tagged = document.Cells.Where(cell => cell.Tags.Contains(GalleryPictures.Tag)).Select(cell => cell.Id);
            Assert.Equal(tagged, GalleryPictures.Of(document).Select(picture => picture.CellId));
        }
    }
}
