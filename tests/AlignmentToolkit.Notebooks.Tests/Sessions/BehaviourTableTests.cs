using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Sessions;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Sessions;

/// <summary>One test for each row of the table of what .NET Interactive shows for a cell.</summary>
public class BehaviourTableTests
{
    private readonly SessionRun _run = new();

    [Theory]
    [InlineData("6 * 7")]
    [InlineData("return 6 * 7;")]
    [InlineData("int six = 6;\nsix * 7 // the answer")]
    [InlineData("await Task.FromResult(42)")]
    public async Task A_last_expression_is_the_result(string code) => Assert.Equal("42", (await _run.Result(code))["text/plain"]);

    [Fact]
    public async Task A_null_result_shows_as_null() => Assert.Equal("<null>", (await _run.Result("(string)null"))["text/plain"]);

    [Fact]
    public async Task A_void_call_at_the_end_shows_nothing() => Assert.Empty(await _run.Outputs("new List<int>().Clear()"));

    [Fact]
    public async Task A_declaration_without_semicolon_is_CS1002() =>
        Assert.Contains("CS1002", (await _run.Error("int x = 5")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_with_semicolon_is_CS0201() =>
        Assert.Contains("CS0201", (await _run.Error("int x = 5;\nx;")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("await Task.Delay(1); int one = 1; one")]
    [InlineData(
        "async IAsyncEnumerable<int> Ones() { await Task.Yield(); yield return 1; }\n"
        + "int sum = 0; await foreach (int i in Ones()) sum += i; sum")]
    [InlineData("int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);\nFactorial(5) / 120")]
    [InlineData("int Outer() { int Inner(int n) => n - 1; return Inner(2); }\nOuter()")]
    [InlineData("unsafe int First() { int a = 1; int* p = &a; return *p; }\nFirst()")]
    public async Task Await_local_functions_recursion_and_unsafe_work(string code) =>
        Assert.Equal("1", (await _run.Result(code))["text/plain"]);

    [Fact]
    public async Task A_using_line_persists()
    {
        Assert.Contains("CS0103", (await _run.Error("Path.GetFileName(\"a/b\")")).Message, StringComparison.Ordinal);
        Assert.Empty(await _run.Outputs("using System.IO;"));
        Assert.Equal("b", (await _run.Result("Path.GetFileName(\"a/b\")"))["text/plain"]);
    }

    [Theory]
    [InlineData("using (var w = new System.IO.StringWriter()) { w.Write(1); }")]
    [InlineData("{ using var w = new System.IO.StringWriter(); w.Write(1); }")]
    public async Task Using_statements_in_a_block_work(string code) => Assert.Empty(await _run.Outputs(code));

    [Fact]
    public async Task A_using_declaration_at_top_level_is_CS1002() =>
        Assert.Contains(
            "CS1002", string.Concat((await _run.Error("using var w = new System.IO.StringWriter();")).Traceback), StringComparison.Ordinal);

    [Fact]
    public async Task A_later_cell_may_redeclare_a_variable_or_class()
    {
        await _run.Outputs("int x = 1; class C { public int A => 1; }");
        Assert.Equal("two", (await _run.Result("string x = \"two\"; class C { public int B => 2; }\nx"))["text/plain"]);
        Assert.Equal("2", (await _run.Result("new C().B"))["text/plain"]);
    }

    [Fact]
    public async Task A_record_may_stand_before_other_code_but_not_before_a_using()
    {
        Assert.Equal("3", (await _run.Result("record R(int A);\nnew R(3).A"))["text/plain"]);
        Assert.Contains("CS1529", (await _run.Error("record S(int A);\nusing System.IO;")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_method_at_top_level_works()
    {
        await _run.Outputs("static int Twice(this int x) => 2 * x;");
        Assert.Equal("42", (await _run.Result("21.Twice()"))["text/plain"]);
    }

    [Fact]
    public async Task An_extension_method_in_a_static_class_is_CS1109() =>
        Assert.Contains(
            "CS1109", (await _run.Error("static class E { public static int Twice(this int x) => 2 * x; }")).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_namespace_is_CS7021() =>
        Assert.Contains("CS7021", (await _run.Error("namespace N { }")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Variables_survive_an_exception_in_the_middle()
    {
        CellError error = await _run.Error("int before = 7;\nif (before > 0) throw new InvalidOperationException(\"no\");\nint after = 8;");
        Assert.Equal(("InvalidOperationException", "no", 2), (error.Name, error.Message, error.Line));
        Assert.Equal("7", (await _run.Result("before + after"))["text/plain"]);
    }

    [Fact]
    public async Task A_task_that_nobody_awaits_shows_as_a_tree_with_a_warning()
    {
        IList<CellOutput> outputs = await _run.Outputs("Task.Delay(0)");
        StreamOutput warning = Assert.IsType<StreamOutput>(outputs[0]);
        Assert.Equal("stderr", warning.Name);
        Assert.Contains("CS4014", warning.Text, StringComparison.Ordinal);
        Assert.Contains("IsCompletedSuccessfully", Assert.IsType<ResultOutput>(outputs[1]).Data["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compile_warnings_go_to_stderr()
    {
        StreamOutput warning = Assert.IsType<StreamOutput>(Assert.Single(await _run.Outputs("#warning careful\nint x = 1;")));
        Assert.Equal(("stderr", "(1,10): warning CS1030: #warning: 'careful'\n"), (warning.Name, warning.Text));
    }

    [Theory]
    [InlineData("// nothing")]
    [InlineData("/* nothing\n at all */\n")]
    [InlineData("")]
    public async Task A_cell_of_comments_shows_nothing(string code) => Assert.Empty(await _run.Outputs(code));

    [Fact]
    public async Task Console_text_is_streamed_in_order_also_from_threads()
    {
        IList<CellOutput> outputs = await _run.Outputs(
            """
            Console.Write("a");
            Console.Error.WriteLine("b");
            var t = new System.Threading.Thread(() => Console.WriteLine("c")); t.Start(); t.Join();
            await Task.Run(() => Console.Out.Write("d"));
            """);
        Assert.Equal(
            [("stdout", "a"), ("stderr", "b\n"), ("stdout", "c\nd")],
            outputs.Cast<StreamOutput>().Select(stream => (stream.Name, stream.Text)));
    }

    [Fact]
    public async Task Reading_the_console_gives_the_end_of_input() =>
        Assert.Equal("<null>", (await _run.Result("Console.In.ReadLine()"))["text/plain"]);

    [Fact]
    public async Task Time_shows_the_wall_time_after_the_cell()
    {
        IList<CellOutput> outputs = await _run.Outputs("#!time\nConsole.Write(1);");
        Assert.Equal("1", Assert.IsType<StreamOutput>(outputs[0]).Text);
        Assert.Matches(@"^Wall time: \d+(\.\d+)?ms$", Assert.IsType<DisplayOutput>(outputs[1]).Data["text/plain"]);
    }

    [Fact]
    public async Task The_six_namespaces_are_imported_and_no_more()
    {
        await _run.Outputs(
            "new StringBuilder(); ArrayList a = null; List<int> b = null; Task c = null; var d = new[] { 1 }.Sum(); Console.Out.Flush();");
        Assert.Contains("CS0246", (await _run.Error("Stream s = null;")).Message, StringComparison.Ordinal);
    }
}
