using System.Text.Json.Nodes;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Export;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Export;

public class GalleryPicturesTests
{
    [Fact]
    public void The_first_picture_of_every_tagged_cell_is_taken_and_nothing_else()
    {
        NotebookDocument document = new()
        {
            Cells =
            [
                Cell("untagged", [], Picture("<svg>0</svg>")),
                Cell("two", ["gallery"], new StreamOutput("stdout", "text"), Picture("<svg>1</svg>"), Picture("<svg>2</svg>")),
                Cell("otherwise", ["hide-input"], Picture("<svg>3</svg>")),
                Cell("none", ["gallery"], new DisplayOutput(new Dictionary<string, string> { [MimeTypes.Plain] = "no picture" })),
                Cell(
                    "result", ["hide-input", "gallery"],
                    new ResultOutput(new Dictionary<string, string> { [MimeTypes.Svg] = "<svg>4</svg>" }, 5)),
            ],
        };
        Assert.Equal([("two", "<svg>1</svg>"), ("result", "<svg>4</svg>")], GalleryPictures.Of(document));
    }

    [Fact]
    public void Pictures_are_files_named_by_their_cells_beside_those_of_other_notebooks()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string pictures = Path.Combine(folder.FullName, "pictures");
            GalleryPictures.Save(new() { Cells = [Cell("a", ["gallery"], Picture("<svg>old</svg>"))] }, pictures);
            GalleryPictures.Save(new() { Cells = [Cell("b", ["gallery"], Picture("<svg>β</svg>"))] }, pictures);
            GalleryPictures.Save(new() { Cells = [Cell("a", ["gallery"], Picture("<svg>new</svg>"))] }, pictures);
            Assert.Equal(["a.svg", "b.svg"], Directory.EnumerateFiles(pictures).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Equal("<svg>new</svg>", File.ReadAllText(Path.Combine(pictures, "a.svg")));
            Assert.Equal("<svg>β</svg>", File.ReadAllText(Path.Combine(pictures, "b.svg")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static NotebookCell Cell(string id, string[] tags, params CellOutput[] outputs) => new(CellKind.Code, id, "")
    {
        Metadata = new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]) },
        Outputs = [.. outputs],
    };

    private static DisplayOutput Picture(string svg) =>
        new(new Dictionary<string, string> { [MimeTypes.Plain] = "a picture", [MimeTypes.Svg] = svg });
}
