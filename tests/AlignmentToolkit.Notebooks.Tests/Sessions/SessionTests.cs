using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Sessions;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Sessions;

public class SessionTests
{
    private readonly SessionRun _run = new();

    [Fact]
    public async Task A_string_shows_as_plain_text_only() => Assert.Equal(["text/plain"], (await _run.Result("\"a<b\"")).Keys);

    [Fact]
    public async Task Other_values_show_as_html_and_plain_text_without_the_repeated_style_sheet()
    {
        IReadOnlyDictionary<string, string> bundle = await _run.Result("new[] { 1, 2, 3 }");
        Assert.Equal(["text/html", "text/plain"], bundle.Keys);
        Assert.Equal("[ 1, 2, 3 ]", bundle["text/plain"]);
        Assert.DoesNotContain("<style>", bundle["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_display_can_be_replaced_from_a_later_cell()
    {
        IList<CellOutput> first = await _run.Outputs("var handle = display(1);");
        Assert.Empty(await _run.Outputs("handle.Update(\"two\");"));
        Assert.Equal("two", Assert.IsType<DisplayOutput>(Assert.Single(first)).Data["text/plain"]);
    }

    [Fact]
    public async Task Html_and_texts_of_any_type_can_be_shown()
    {
        IList<CellOutput> outputs = await _run.Outputs("\"QUJD\".DisplayAs(\"image/png\");\n5.Display();\nHTML(\"<b>x &amp; y</b>\")");
        Assert.Equal("QUJD", ((DisplayOutput)outputs[0]).Data["image/png"]);
        Assert.Equal("5", ((DisplayOutput)outputs[1]).Data["text/plain"]);
        Assert.Equal(
            ("<b>x &amp; y</b>", "x & y"), (((ResultOutput)outputs[2]).Data["text/html"], ((ResultOutput)outputs[2]).Data["text/plain"]));
    }

    [Fact]
    public async Task The_toolkits_own_packages_come_from_the_running_program_and_only_when_asked_for()
    {
        Assert.Contains("CS0246", (await _run.Error("using MathNet.Numerics;")).Message, StringComparison.Ordinal);
        await _run.Outputs("display(1);\nclass Before { }");
        await _run.Outputs("#r \"nuget: AlignmentToolkit.Interactive, 0.1.0\"");
        await _run.Outputs("using AlignmentToolkit.Interactive;\nvar figure = new Figure(\"f\"); display(2); new Before();");
        Assert.Contains("image/svg+xml", (await _run.Result("figure")).Keys);
        Assert.Contains("0.0.7", (await _run.Error("#r \"nuget: AlignmentToolkit, 0.0.7\"")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_Plotly_chart_shows()
    {
        await _run.Outputs("#r \"nuget: AlignmentToolkit.Plotly\"");
        IReadOnlyDictionary<string, string> bundle = await _run.Result(
            "Plotly.NET.GenericChart.ofTraceObject(true, new Plotly.NET.Trace(\"scatter\"))");
        Assert.Contains("\"data\"", bundle["application/vnd.plotly.v1+json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_file_is_found_beside_the_notebook()
    {
        string library = typeof(MathNet.Numerics.Constants).Assembly.Location;
        SessionRun run = new(Path.GetDirectoryName(library));
        await run.Outputs("#r \"MathNet.Numerics.dll\"");
        Assert.Equal("6", (await run.Result("MathNet.Numerics.SpecialFunctions.Factorial(3)"))["text/plain"]);
        Assert.Contains("no such file", (await run.Error("#r \"missing.dll\"")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracebacks_name_cell_and_line_and_neither_engine_nor_paths()
    {
        await _run.Outputs("int Inverse(int x)\n{\n    return 1 / x;\n}");
        CellError error = await _run.Error("int zero = 0;\nInverse(zero)");
        Assert.Equal(
            [
                "DivideByZeroException: Attempted to divide by zero.",
                "   at cell 1, line 3: return 1 / x;",
                "   at cell 2, line 2: Inverse(zero)",
            ],
            error.Traceback);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task The_line_of_an_index_out_of_range_is_known() =>
        Assert.Equal(3, (await _run.Error("int[] a = [1];\nint b = 2;\na[b]")).Line);

    [Fact]
    public async Task A_cell_that_observes_cancellation_stops_and_the_session_goes_on()
    {
        await _run.Outputs("#r \"nuget: AlignmentToolkit.Interactive\"");
        CellOutcome outcome = await _run.Stop(
            "int before = 3;\nConsole.Write(1);\nawait Task.Delay(-1, AlignmentToolkit.Interactive.Notebook.Cancellation);");
        Assert.Equal(CellEnding.Cancelled, outcome.Ending);
        Assert.Equal("3", (await _run.Result("before"))["text/plain"]);
    }

    [Fact]
    public async Task A_cell_that_ignores_cancellation_is_given_up()
    {
        SessionRun run = new(grace: 0.1);
        Assert.Equal(CellEnding.Abandoned, (await run.Stop("Console.Write(1);\nSystem.Threading.Thread.Sleep(20_000);")).Ending);
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.Execute("1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Console_text_of_two_sessions_does_not_mix()
    {
        SessionRun other = new();
        const string Code = "for (int i = 0; i < 20; i++) { Console.Write(NAME); await Task.Delay(1); }";
        IList<CellOutput>[] outputs = await Task.WhenAll(
            _run.Outputs(Code.Replace("NAME", "'a'", StringComparison.Ordinal)), other.Outputs(
                Code.Replace("NAME", "'b'", StringComparison.Ordinal)));
        Assert.Equal([new string('a', 20), new string('b', 20)], outputs.Select(list => ((StreamOutput)Assert.Single(list)).Text));
    }
}
