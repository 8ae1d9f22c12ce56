using System.Text.Json.Nodes;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Parameters;
using AlignmentToolkit.Notebooks.Running;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Running;

[Collection(FormatterUsers.Name)]
public class NotebookRunnerTests
{
    private const string Settings =
        """
        enum Rule { Backpropagation, FeedbackAlignment }
        record Settings
        {
            public int Steps { get; init; } = 1;
            public double[] Rates { get; init; } = [0.5];
            public Rule Rule { get; init; }
            public int? Limit { get; init; } = 3;
            public int Twice => 2 * Steps;
            public static Settings Full => new() { Steps = 1000 };
        }
        Settings settings = new();
        """;

    private const string Show = "$\"{settings.Steps} {string.Join('/', settings.Rates)} {settings.Rule} {settings.Limit}\"";

    [Theory]
    [InlineData("quick", "", "1 0.5 Backpropagation 3")]
    [InlineData("full", "", "1000 0.5 Backpropagation 3")]
    [InlineData("full", "rates=0.25,1e-3;rule=feedbackalignment;limit=null", "1000 0.25/0.001 FeedbackAlignment ")]
    [InlineData("quick", "Steps=7", "7 0.5 Backpropagation 3")]
    public async Task Profile_and_parameters_reach_the_settings(string profile, string parameters, string expected)
    {
        NotebookResult result = await Run(new() { Profile = profile, Parameters = Parse(parameters) }, Parameters(), Code("show", Show));
        Assert.Null(result.Error);
        Assert.Equal(expected, ((ResultOutput)result.Notebook.Document.Cells[1].Outputs[0]).Data["text/plain"]);
    }

    [Theory]
    [InlineData("Twice=4", "no notebook of this run has a parameter 'Twice' (there are: Limit, Rates, Rule, Steps)")]
    [InlineData("steps=many", "parameter steps: 'many' is not a whole number (Int32)")]
    [InlineData("rates=1;steps=1.5", "parameter steps: '1.5' is not a whole number (Int32)")]
    public async Task A_wrong_parameter_is_found_before_any_cell_runs(string parameters, string message)
    {
        NotebookFile notebook = File(Code("first", "throw new Exception();"), Parameters());
        NotebookRunner runner = new(new() { Parameters = Parse(parameters) });
        ParameterException error = await Assert.ThrowsAsync<ParameterException>(
            () => runner.RunAsync(notebook, null, TestContext.Current.CancellationToken));
        Assert.Equal(message, error.Message);
        Assert.Null(notebook.Document.Cells[0].ExecutionCount);
    }

    [Fact]
    public async Task A_value_whose_type_only_the_cell_knows_is_refused_right_after_it()
    {
        NotebookResult result = await Run(new() { Parameters = Parse("rule=7") }, Parameters(), Code("show", Show));
        Assert.Equal("parameter rule: '7' is not one of Backpropagation, FeedbackAlignment", result.Error!.Error.Message);
        Assert.Null(result.Notebook.Document.Cells[1].ExecutionCount);
    }

    [Fact]
    public async Task A_failing_cell_ends_its_notebook_and_no_other()
    {
        NotebookFile[] notebooks =
        [
            File(Code("good", "int a = 1;"), Code("bad", "int b = 2;\nthrow new Exception(\"no\");"), Code("after", "3")),
            File(Code("fine", "4")),
        ];
        List<string> finished = [];
        IReadOnlyList<NotebookResult> results = await new NotebookRunner(new() { Jobs = 2 }).RunAllAsync(
            notebooks, result => finished.Add(result.Notebook.Path), null, TestContext.Current.CancellationToken);
        Assert.Equal([NotebookEnding.Failed, NotebookEnding.Completed], results.Select(result => result.Ending));
        Assert.EndsWith(": cell 2 (bad), line 2: Exception: no", results[0].Error!.ToString(), StringComparison.Ordinal);
        Assert.Equal([1, 2, null], notebooks[0].Document.Cells.Select(cell => cell.ExecutionCount));
        Assert.IsType<ErrorOutput>(notebooks[0].Document.Cells[1].Outputs[^1]);
        Assert.Equal(2, finished.Count);
    }

    [Theory]
    [InlineData("await Task.Delay(-1, AlignmentToolkit.Interactive.Notebook.Cancellation);", 60, "the cell ran longer than 2 s")]
    [InlineData(
        "System.Threading.Thread.Sleep(20_000);",
        0.2,
        "the cell ran longer than 2 s; the cell did not stop within 0.2 s of being asked to; "
        + "long work should observe Notebook.Cancellation")]
    public async Task A_cell_has_only_so_much_time(string code, double grace, string message)
    {
        RunOptions options = new() { CellTimeout = TimeSpan.FromSeconds(2), Grace = TimeSpan.FromSeconds(grace) };
        await CompilerIsWarm();
        NotebookResult result = await Run(options, Code("r", "#r \"nuget: AlignmentToolkit.Interactive\""), Code("slow", code));
        Assert.Equal((NotebookEnding.Failed, "Timeout", message), (result.Ending, result.Error!.Error.Name, result.Error.Error.Message));
    }

    [Fact]
    public async Task Verdicts_of_displayed_tables_are_summed()
    {
        NotebookResult result = await Run(
            new(),
            Code("r", "#r \"nuget: AlignmentToolkit.Interactive\""),
            Code(
                "a",
                """
                using AlignmentToolkit.Interactive;
                display(new ResultsTable("p").Number("q", 1, 1, 0.1).Effect("e", "x", "y", false));
                """),
            Code("b", "new ResultsTable(\"p\").OutOfReach(\"q\", \"1\", \"big\")"));
        Assert.Null(result.Error);
        Assert.Equal(new VerdictCounts(1, 0, 1, 1), result.Verdicts);
    }

    [Fact]
    public async Task Formatters_that_a_notebook_registers_are_gone_in_the_next()
    {
        const string Register =
            """
            using Microsoft.DotNet.Interactive.Formatting;
            Formatter.Register<Version>(version => "its own", "text/plain");
            """;
        NotebookCell toolkit = Code("r", "#r \"nuget: AlignmentToolkit.Interactive\""), value = Code("v", "new Version(1, 2)");
        NotebookCell table = Code("t", "new AlignmentToolkit.Interactive.Table(\"x\").Row(1)");

        string before = Plain(await Run(new(), value), 0);
        NotebookResult registering = await Run(new(), toolkit, Code("f", Register), value, table);
        Assert.Equal("its own", Plain(registering, 2));

        NotebookResult next = await Run(new(), toolkit, value, table);

        Assert.Equal(before, Plain(next, 1));
        // What types say of themselves stays.
        Assert.Equal(Shown(registering, 3), Shown(next, 2));
        Assert.StartsWith("<table", Shown(next, 2)["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_give_the_same_file()
    {
        NotebookCell[] Cells() =>
            [Code("a", "var h = display(1); h.Update(2); Console.WriteLine(3);"), Code("b", "new Dictionary<string, int> { [\"x\"] = 1 }")];
        Assert.Equal((await Run(new(), Cells())).Notebook.Document.ToJson(), (await Run(new(), Cells())).Notebook.Document.ToJson());
    }

    private static IReadOnlyDictionary<string, string> Shown(NotebookResult result, int cell) =>
        Assert.IsType<ResultOutput>(Assert.Single(result.Notebook.Document.Cells[cell].Outputs)).Data;

    private static string Plain(NotebookResult result, int cell) => Shown(result, cell)["text/plain"];

    private static Task CompilerIsWarm() => AlignmentToolkit.Notebooks.Sessions.CompilerWarmUp.Begin();

    private static Dictionary<string, string> Parse(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static NotebookCell Code(string id, string source) => new(CellKind.Code, id, source);

    private static NotebookCell Parameters() =>
        new(CellKind.Code, "parameters", Settings) { Metadata = new JsonObject { ["tags"] = new JsonArray("parameters") } };

    private static NotebookFile File(params NotebookCell[] cells) =>
        new(Path.Combine(Path.GetTempPath(), "n.ipynb"), new NotebookDocument { Cells = [.. cells] });

    private static Task<NotebookResult> Run(RunOptions options, params NotebookCell[] cells) =>
        new NotebookRunner(options).RunAsync(File(cells), null, TestContext.Current.CancellationToken);
}
