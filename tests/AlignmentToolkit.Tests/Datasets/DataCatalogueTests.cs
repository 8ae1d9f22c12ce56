using AlignmentToolkit.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

public class DataCatalogueTests
{
    private const string Good = """
        { "dataSets": [ { "name": "x", "title": "X", "description": "d", "licence": "MIT", "homepage": "https://example.org/", "files": [
          { "path": "x/file", "bytes": 3, "md5": "900150983cd24fb0d6963f7d28e17f72", "addresses": [ "https://example.org/file" ] } ] } ] }
        """;

    [Fact]
    public void The_built_in_catalogue_knows_the_promised_data_sets()
    {
        string[] promised =
        [
            "mnist", "fashion-mnist", "stories260K", "tokenizer-gpt2", "tokenizer-qwen2", "preferences", "open-bandit", "hh-rlhf",
            "cifar-10",
        ];
        Assert.Subset(DataCatalogue.Public.Names.ToHashSet(), promised.ToHashSet());
        Assert.Equal(9_912_422 + 28_881 + 1_648_877 + 4_542, DataCatalogue.Public.Find("MNIST").Bytes);
    }

    [Fact]
    public void Its_sums_are_those_that_the_sha256sum_program_recorded()
    {
        string list = Path.Combine(DataFolder.Default.Path, "SHA256SUMS");
        if (!File.Exists(list)) Assert.Skip("needs SHA256SUMS in the data folder");
        Dictionary<string, string> recorded = File.ReadLines(list).ToDictionary(line => line[66..], line => line[..64]);
        DataFileEntry[] common =
            [.. DataCatalogue.Public.DataSets.SelectMany(entry => entry.Files).Where(file => recorded.ContainsKey(file.Path))];
        Assert.True(common.Length >= 20, $"{common.Length} files in common");
        Assert.All(common, file => Assert.Equal(recorded[file.Path], file.Sum));
    }

    [Fact]
    public void A_good_catalogue_is_read()
    {
        DataFileEntry file = Assert.Single(DataCatalogue.Parse(Good, "c.json").Find("x").Files);
        Assert.Equal(("x/file", 3L), (file.Path, file.Bytes));
    }

    [Theory]
    [InlineData("\"bytes\": 3", "\"bytes\": 0", "0 bytes; at least 1 is needed")]
    [InlineData("\"bytes\": 3", "\"bytes\": \"3\"", "line 2")]
    [InlineData("\"bytes\": 3,", "", "bytes")]
    [InlineData("x/file", "../file", "a path is relative")]
    [InlineData("x/file", "/etc/file", "a path is relative")]
    [InlineData("x/file", "x//file", "a path is relative")]
    [InlineData("x/file", "C:file", "a path is relative")]
    [InlineData("900150983cd24fb0d6963f7d28e17f72", "900150983cd24fb0d6963f7d28e17f7", "md5 is not 32 hexadecimal digits")]
    [InlineData("\"md5\"", "\"sha256\"", "sha256 is not 64 hexadecimal digits")]
    [InlineData("\"md5\": \"900150983cd24fb0d6963f7d28e17f72\",", "", "exactly one of sha256 and md5")]
    [InlineData("https://example.org/file", "http://example.org/file", "is no https address")]
    [InlineData("https://example.org/file", "file:///etc/passwd", "is no https address")]
    [InlineData("[ \"https://example.org/file\" ]", "[]", "no address")]
    [InlineData("\"name\": \"x\"", "\"name\": \"a b\"", "a name is made of")]
    [InlineData("\"name\": \"x\"", "\"name\": null", "name")]
    [InlineData("\"title\"", "\"titel\"", "titel")]
    [InlineData("{ \"dataSets\"", "{ { \"dataSets\"", "line 1")]
    public void A_broken_catalogue_is_refused_with_place_and_reason(string part, string replacement, string complaint)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(
            () => DataCatalogue.Parse(Good.Replace(part, replacement, StringComparison.Ordinal), "c.json"));
        Assert.StartsWith("c.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }
}
