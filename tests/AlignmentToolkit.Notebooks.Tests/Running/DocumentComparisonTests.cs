using AlignmentToolkit.Notebooks.Documents;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Running;

public class DocumentComparisonTests
{
    [Fact]
    public void The_same_outputs_and_other_pixels_agree() => Assert.Empty(DocumentComparison.Differences(
        Notebook(Text("0.951"), Picture("<svg>1</svg>", "a curve")), Notebook(Text("0.949"), Picture("<svg>2</svg>", "a curve"))));

    [Fact]
    public void A_changed_number_is_found() =>
        Assert.Equal(
            ["cell: output 2: '0.95' is now '0.5' after \"accuracy\""],
            Differences([Text("x"), Picture("", "accuracy 0.95")], [Text("x"), Picture("", "accuracy 0.5")]));

    [Fact]
    public void A_changed_word_is_found() => Assert.Single(Differences([Text("it learned")], [Text("it diverged")]));

    [Fact]
    public void A_missing_output_is_found() =>
        Assert.Equal(["cell: 2 outputs are now 1"], Differences([Text("a"), Text("b")], [Text("a")]));

    [Fact]
    public void A_missing_picture_is_found() => Assert.Equal(
        ["cell: output 1: display (image/svg+xml, text/plain) is now display (text/plain)"],
        Differences([Picture("<svg/>", "a")], [new DisplayOutput(new Dictionary<string, string> { [MimeTypes.Plain] = "a" })]));

    [Fact]
    public void Text_on_the_error_stream_is_another_output() =>
        Assert.Equal(["cell: output 1: stdout is now stderr"], Differences([Text("a")], [new StreamOutput("stderr", "a")]));

    [Fact]
    public void A_cell_that_was_never_run_is_found() => Assert.Equal(
        ["cell: was never run"], DocumentComparison.Differences(
            new() { Cells = [new(CellKind.Markdown, "prose", ""), new(CellKind.Code, "cell", "code")] }, Notebook()));

    private static IEnumerable<string> Differences(CellOutput[] committed, CellOutput[] now) =>
        DocumentComparison.Differences(Notebook(committed), Notebook(now));

    private static NotebookDocument Notebook(params CellOutput[] outputs) => new()
    {
        Cells =
            [new(CellKind.Markdown, "prose", "# Title"), new(CellKind.Code, "cell", "code") { ExecutionCount = 1, Outputs = [.. outputs] }],
    };

    private static StreamOutput Text(string text) => new("stdout", text);

    private static DisplayOutput Picture(string svg, string text) =>
        new(new Dictionary<string, string> { [MimeTypes.Svg] = svg, [MimeTypes.Plain] = text });
}
