using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Export;
using AlignmentToolkit.Notebooks.Running;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Export;

public class HtmlExportTests
{
    [Fact]
    public void Code_is_coloured_and_no_character_of_it_is_lost()
    {
        const string Code =
            "#!time\n// note <b>\nusing System;\nvar x = $\"a{1 + 2}b\"; // end\nList<int> y = new();\n"
            + "foreach (var i in y) Console.WriteLine(\"\"\"raw\"\"\");";
        string html = CSharpColouring.ToHtml(Code);
        Assert.Equal(Code, System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", "")));
        Assert.Contains("<span class=\"k\">foreach</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"f\">WriteLine</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"c\">// end</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_formulas_and_outputs_come_out_escaped_and_offline()
    {
        string page = Page(
            new NotebookCell(CellKind.Markdown, "m", "# Title\n\n$a<b$ and [next](b.ipynb)"),
            new NotebookCell(CellKind.Code, "c", "x")
            {
                ExecutionCount = 1,
                Outputs =
                [
                    new StreamOutput("stderr", "a < b"),
                    new ErrorOutput("E", "v", ["<t>"]),
                    new DisplayOutput(new Dictionary<string, string> { ["text/latex"] = "$$x^2$$" }),
                ],
            });
        Assert.Contains("<title>Title</title>", page, StringComparison.Ordinal);
        Assert.Contains("<mo>&lt;</mo>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"b.html\"", page, StringComparison.Ordinal);
        Assert.Contains("a &lt; b", page, StringComparison.Ordinal);
        Assert.Contains("&lt;t&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<msup><mi>x</mi><mn>2</mn></msup>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plotly-gzip", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_brings_the_library_once_and_cannot_end_its_script()
    {
        DisplayOutput Chart() => new(
            new Dictionary<string, string>
            {
                [MimeTypes.Plotly] = "{\"data\":[{\"name\":\"</script>\"}]}",
                [MimeTypes.Svg] = "<svg></svg>",
            });
        string page = Page(new NotebookCell(CellKind.Code, "c", "x") { Outputs = [Chart(), Chart()] });
        Assert.Equal(2, page.Split("id=\"plotly-gzip\"").Length);
        Assert.DoesNotContain("\"</script>", page, StringComparison.Ordinal);
    }

    private static string Page(params NotebookCell[] cells) =>
        HtmlExport.Page(new NotebookFile(Path.Combine(Path.GetTempPath(), "a.ipynb"), new NotebookDocument { Cells = [.. cells] }));
}
