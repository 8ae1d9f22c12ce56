using AlignmentToolkit.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

public class DataFolderTests
{
    // "abc" and its MD5 from RFC 1321, appendix A.5.
    private static readonly DataCatalogue Catalogue = DataCatalogue.Parse(
        """
        { "dataSets": [ { "name": "x", "title": "X", "description": "d", "licence": "MIT", "homepage": "https://example.org/", "files": [
          { "path": "x/file", "bytes": 3, "md5": "900150983cd24fb0d6963f7d28e17f72", "addresses": [ "https://example.org/file" ] } ] } ] }
        """,
        "c.json");

    [Fact]
    public void The_variable_comes_first_then_the_repository_then_the_working_directory()
    {
        using TemporaryFolder root = new();
        string deep = Directory.CreateDirectory(Path.Combine(root.Path, "a", "b")).FullName;
        Assert.Equal("/elsewhere", DataFolder.Locate("/elsewhere", deep));
        Assert.Equal(Path.Combine(deep, "data"), DataFolder.Locate(" ", deep));
        root.Write("data/catalogue.json", "{}"u8);
        Assert.Equal(Path.Combine(root.Path, "data"), DataFolder.Locate(null, deep));
    }

    [Fact]
    public void A_missing_data_set_says_what_to_do()
    {
        using TemporaryFolder root = new();
        DataFolder folder = new(root.Path, Catalogue);
        Assert.False(folder.Contains("x"));
        string message = Assert.Throws<FileNotFoundException>(() => folder.Require("x")).Message;
        Assert.Contains("`toolkit data fetch x`", message, StringComparison.Ordinal);
        Assert.Contains("TOOLKIT_DATA", message, StringComparison.Ordinal);

        root.Write("x/file", "ab"u8);
        Assert.Contains(
            "has 2 bytes instead of 3", Assert.Throws<FileNotFoundException>(() => folder.Require("x")).Message, StringComparison.Ordinal);
        root.Write("x/file", "abc"u8);
        Assert.True(folder.Contains("x"));
        Assert.Equal("x", folder.Require("x").Name);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        using TemporaryFolder root = new();
        Assert.Equal(
            "No data set is called 'y'. The catalogue has: x.",
            Assert.Throws<ArgumentException>(() => new DataFolder(root.Path, Catalogue).Contains("y")).Message);
    }

    [Fact]
    public void Verification_tells_good_absent_short_and_wrong_apart()
    {
        using TemporaryFolder root = new();
        Assert.Equal(DataFileState.Absent, StateOf());
        root.Write("x/file", "abcd"u8);
        Assert.Equal(DataFileState.WrongLength, StateOf());
        root.Write("x/file", "abd"u8);
        Assert.Equal(DataFileState.WrongSum, StateOf());
        root.Write("x/file", "abc"u8);
        Assert.Equal(DataFileState.Good, StateOf());

        DataFileState StateOf() => DataVerifier.Verify(
            new DataFolder(root.Path, Catalogue), Catalogue.Find("x"), null, TestContext.Current.CancellationToken)[0].State;
    }
}
