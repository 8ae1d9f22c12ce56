using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

/// <summary>What a committed notebook must look like to work in every notebook program.</summary>
public partial class NotebookShapeTests
{
    public static TheoryData<string> Notebooks => [.. RepositoryFiles.Under("notebooks", "*.ipynb")];

    [Theory, MemberData(nameof(Notebooks))]
    public void Is_nbformat_4_5_for_the_dotnet_csharp_kernel_with_unique_cell_ids(string path)
    {
        JsonNode notebook = Load(path);
        Assert.Equal(4, (int)notebook["nbformat"]!);
        Assert.Equal(5, (int)notebook["nbformat_minor"]!);
        Assert.Equal([".net-csharp"], [(string)notebook["metadata"]!["kernelspec"]!["name"]!]);
        Assert.Equal(
            ["kernelspec", "language_info"], notebook["metadata"]!.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal));
        string[] ids = [.. Cells(notebook).Select(cell => (string)cell["id"]!)];
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9_-]{1,64}$", id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory, MemberData(nameof(Notebooks))]
    public void Opens_with_the_package_of_this_version_alone_in_a_cell(string path)
    {
        string version = ProjectVersion().Match(RepositoryFiles.Read("Directory.Build.props")).Groups[1].Value;
        JsonNode first = Cells(Load(path)).First(cell => (string?)cell["cell_type"] == "code");
        Assert.Equal($"#r \"nuget: AlignmentToolkit.Interactive, {version}\"", Source(first));
    }

    [Theory, MemberData(nameof(Notebooks))]
    public void Has_code_cells_of_at_most_twenty_lines_each_announced_by_prose(string path)
    {
        JsonNode[] cells = [.. Cells(Load(path))];
        JsonNode[] code = [.. cells.Where(cell => (string?)cell["cell_type"] == "code")];
        Assert.All(code, cell => Assert.True(Source(cell).Split('\n').Length <= 20, $"{path}: cell {cell["id"]} has more than 20 lines"));
        Assert.Equal("markdown", (string?)cells[0]["cell_type"]);
        Assert.StartsWith("# ", Source(cells[0]), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Notebooks))]
    public void Carries_the_outputs_of_a_complete_clean_run(string path)
    {
        JsonNode[] code = [.. Cells(Load(path)).Where(cell => (string?)cell["cell_type"] == "code")];
        Assert.Equal(Enumerable.Range(1, code.Length), code.Select(cell => (int?)cell["execution_count"] ?? 0));
        foreach (JsonNode output in code.SelectMany(cell => cell["outputs"]!.AsArray()).OfType<JsonNode>())
        {
            string text = output.ToJsonString();
            Assert.NotEqual("error", (string?)output["output_type"]);
            Assert.NotEqual("stderr", (string?)output["name"]);
            Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("(?:/home/|/root/|/Users/|/tmp/|[A-Z]:\\\\\\\\)", text);
            Assert.True(text.Length < 200_000, $"{path}: an output of {text.Length} characters");
        }
    }

    private static JsonNode Load(string path) => JsonNode.Parse(RepositoryFiles.Read(path))!;

    private static IEnumerable<JsonNode> Cells(JsonNode notebook) => notebook["cells"]!.AsArray().OfType<JsonNode>();

    private static string Source(JsonNode cell) => string.Concat(cell["source"]!.AsArray().Select(line => (string)line!));

    [GeneratedRegex("<Version>([^<]+)</Version>")]
    private static partial Regex ProjectVersion();
}
