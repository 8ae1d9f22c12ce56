using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using AlignmentToolkit.Cli.Commands;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Running;

/// <summary><c>toolkit run</c> from its arguments to its files and exit code.</summary>
[Collection(FormatterUsers.Name)]
public sealed class RunCommandTests : IDisposable
{
    private const string Good =
        """
        {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[
        {"cell_type":"code","id":"one","metadata":{},"execution_count":null,"outputs":[],"source":"1 + 1"}]}
        """;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Output => Path.Combine(_folder.FullName, "site");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_writes_executed_notebooks_pages_and_a_gallery_that_needs_no_network()
    {
        string path = Write("sub/good.ipynb", Good);
        Write("bad.ipynb", Good.Replace("1 + 1", "int.Parse(\\\"x\\\")", StringComparison.Ordinal));
        Assert.Equal(1, await Run(_folder.FullName));
        Assert.Contains("execute_result", File.ReadAllText(Path.Combine(Output, "sub/good.ipynb")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Output, "sub/good.html")));
        string gallery = File.ReadAllText(Path.Combine(Output, "index.html"));
        Assert.Contains("id=\"nb-sub-good\"", gallery, StringComparison.Ordinal);
        Assert.Contains("failed in cell 1", gallery, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", gallery);
        Assert.Equal(Good, File.ReadAllText(path));
    }

    [Fact]
    public async Task In_place_writes_back_what_completed_and_leaves_alone_what_failed()
    {
        string good = Write("good.ipynb", Good);
        string bad = Write("bad.ipynb", Good.Replace("1 + 1", "nonsense", StringComparison.Ordinal));
        Assert.Equal(1, await Run(good, bad, "--in-place"));
        Assert.Contains("execute_result", File.ReadAllText(good), StringComparison.Ordinal);
        Assert.DoesNotContain("output_type", File.ReadAllText(bad), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_tables_and_tables_of_tagged_cells_become_a_page_of_markdown()
    {
        string tables = $$"""
            {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[
            {"cell_type":"markdown","id":"t","metadata":{},"source":"# 07 · A title\n\ntext"},
            {{Cell("r", "#r \"nuget: AlignmentToolkit.Interactive\"")}},
            {{Cell("u", "using AlignmentToolkit.Interactive;\nnew Table(\"not kept\").Row(1)")}},
            {{Cell("k", "new Table(\"a|b\", \"x_{1}\") { Caption = \"kept\" }.Row(\"two * words\", 0.25)", "results")}},
            {{Cell("v", "new ResultsTable(\"paper\").Number(\"q\", 1, 1.5, 1)")}}]}
            """;
        string file = Path.Combine(_folder.FullName, "results.md");
        Assert.Equal(0, await Run(Write("n.ipynb", tables), Write("plain.ipynb", Good), "--results", file));
        string page = File.ReadAllText(file);
        Assert.StartsWith(
            "# Results of the quick profile\n\nWritten by `toolkit run --profile quick --results` on ", page, StringComparison.Ordinal);
        Assert.Contains("\n## 07 · A title\n\n`n.ipynb`, 0", page, StringComparison.Ordinal);
        Assert.Contains("**kept**\n\n| a\\|b | x₁ |\n| --- | --: |\n| two \\* words | 0.25 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| q | 1 | 1.5 | ✓ number matches | tolerance ±1 |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not kept", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plain.ipynb", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_of_tagged_cells_are_written_from_notebooks_that_completed()
    {
        string tagged = $$"""
            {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[
            {{Cell("r", "#r \"nuget: AlignmentToolkit.Interactive\"")}},
            {{Cell("curve", "new AlignmentToolkit.Interactive.Figure(\"f\").Line(\"y\", [0, 1], [2, 3])", "gallery")}},
            {{Cell("end", "1 + 1")}}]}
            """;
        string good = Write("good.ipynb", tagged);
        string bad = Write(
            "bad.ipynb",
            tagged.Replace("\"curve\"", "\"other\"", StringComparison.Ordinal).Replace("1 + 1", "nonsense", StringComparison.Ordinal));
        string pictures = Path.Combine(_folder.FullName, "pictures");
        Assert.Equal(1, await Run(good, bad, "--pictures", pictures));
        string picture = Assert.Single(Directory.GetFiles(pictures));
        Assert.Equal("curve.svg", Path.GetFileName(picture));
        Assert.Equal("svg", System.Xml.Linq.XDocument.Load(picture).Root!.Name.LocalName);
        Assert.Equal(tagged, File.ReadAllText(good));
    }

    [Theory]
    [InlineData("missing.ipynb")]
    [InlineData("good.ipynb", "--profile", "huge")]
    [InlineData("good.ipynb", "--timeout", "-1")]
    [InlineData("good.ipynb", "--timeout", "soon")]
    [InlineData("good.ipynb", "--jobs", "0")]
    [InlineData("good.ipynb", "-p", "steps")]
    [InlineData("good.ipynb", "-p", "steps=3")]
    [InlineData("corrupt.ipynb")]
    [InlineData("good.ipynb", "corrupt.ipynb")]
    public async Task Bad_input_is_exit_code_2_and_nothing_written(string notebook, params string[] rest)
    {
        Write("good.ipynb", Good);
        Write("corrupt.ipynb", Good[..40]);
        Assert.Equal(2, await Run([.. rest.Prepend(notebook).Select(InFolder)]));
        Assert.False(Directory.Exists(Output) && Directory.EnumerateFileSystemEntries(Output).Any());
    }

    [Fact]
    public async Task An_output_folder_that_cannot_be_written_is_exit_code_2()
    {
        string good = Write("good.ipynb", Good);
        // A file in the place of the folder stops even root, whom no permission stops.
        Write("site", "");
        Assert.Equal(2, await Run(good));
    }

    /// <summary>A code cell in the JSON of a notebook.</summary>
    private static string Cell(string id, string source, params string[] tags) => new JsonObject
    {
        ["cell_type"] = "code",
        ["id"] = id,
        ["metadata"] = tags.Length == 0 ? new JsonObject() : new JsonObject { ["tags"] = new JsonArray([.. tags]) },
        ["execution_count"] = null,
        ["outputs"] = new JsonArray(),
        ["source"] = source,
    }.ToJsonString(Relaxed);

    private string InFolder(string word) =>
        word.EndsWith(".ipynb", StringComparison.Ordinal) ? Path.Combine(_folder.FullName, word) : word;

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<int> Run(params string[] arguments) =>
        RunCommand.Create().Parse([.. arguments, "--output", Output]).InvokeAsync(null, TestContext.Current.CancellationToken);
}
