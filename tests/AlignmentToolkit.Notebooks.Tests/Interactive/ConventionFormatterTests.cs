using AlignmentToolkit.Interactive;
using AlignmentToolkit.Interactive.Hosting;

using MathNet.Numerics.LinearAlgebra;

using Microsoft.DotNet.Interactive.Formatting;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

/// <summary>The formatter package of .NET Interactive itself is the judge: our types must light up in it by convention alone.</summary>
[Collection(FormatterUsers.Name)]
public sealed class ConventionFormatterTests
{
    private static readonly Figure Figure = new Figure("Angle").Line("hidden layer", [0, 1, 2], [90, 60, 41]);

    public static TheoryData<object, string[]> DisplayTypes => new()
    {
        { Figure, ["image/svg+xml", "text/plain"] },
        { Figures.Row(Figure, Figure), ["image/svg+xml", "text/plain"] },
        { new Table("rule").Row("BP"), ["text/html", "text/plain"] },
        { new ResultsTable("paper").Number("accuracy", 0.98, 0.979, 0.01), ["text/html", "text/plain"] },
        { RunHeader.Of(new { Epochs = 3 }, 7), ["text/html", "text/plain"] },
        { new Latex("x^2"), ["text/latex", "text/plain"] },
        { new Markdown("**bold**"), ["text/markdown", "text/plain"] },
        { new Details("more", "text"), ["text/html", "text/plain"] },
    };

    [Theory]
    [MemberData(nameof(DisplayTypes))]
    public void Every_display_type_lights_up_with_its_preferred_types(object value, string[] preferred)
    {
        Assert.Equal(preferred.Order(), Formatter.GetPreferredMimeTypesFor(value.GetType()).Order());
        Assert.Equal(value.ToString(), value.ToDisplayString("text/plain"));
        string html = (string)value.GetType().GetMethod("ToHtml", [])!.Invoke(value, [])!;
        Assert.Equal(html, value.ToDisplayString("text/html"));
        Assert.StartsWith("<", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_is_svg_by_its_own_formatter_and_plotly_json_on_request()
    {
        Assert.Equal(Figure.ToSvg(), Figure.ToDisplayString("image/svg+xml"));
        Assert.Equal(Figure.ToPlotlyJson(), Figure.ToDisplayString("application/vnd.plotly.v1+json"));
    }

    [Fact]
    public void A_bundle_of_our_host_adds_plotly_to_a_figure_and_plain_text_to_everything()
    {
        Assert.Equal(
            ["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"],
            MimeBundle.Of(Figure).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["text/html", "text/plain"], MimeBundle.Of(3.5).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<null>", MimeBundle.Of(null)["text/plain"]);
    }

    [Fact]
    public void Inside_collections_and_anonymous_objects_our_html_is_used()
    {
        Table table = new Table("rule").Row("feedback alignment");
        Assert.Contains(table.ToHtml(), new object[] { table, Figure }.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains(Figure.ToHtml(), new { Drawing = Figure, Number = 3 }.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subclass_shows_like_its_base()
    {
        TitledTable table = new();
        Assert.Equal(table.ToHtml(), table.ToDisplayString("text/html"));
        Assert.Equal(2, Formatter.GetPreferredMimeTypesFor(typeof(TitledTable)).Count);
    }

    [Fact]
    public void A_formatter_that_the_user_registers_wins()
    {
        Formatter.Register<UsersTable>(table => $"<b>{table.Columns.Length}</b>", "text/html");
        Assert.Equal("<b>1</b>", new UsersTable().ToDisplayString("text/html"));
        Assert.Equal("<b>1</b>", MimeBundle.Of(new UsersTable())["text/html"]);
    }

    [Fact]
    public void Matrices_show_as_tables_that_leave_out_the_middle()
    {
        Notebook.UseFormatters(maximumRows: 4, maximumColumns: 3);
        Matrix<float> matrix = Matrix<float>.Build.Dense(100, 50, (row, column) => row * 1000 + column);
        IReadOnlyDictionary<string, string> bundle = MimeBundle.Of(matrix);
        Assert.Contains("100 × 50 matrix of single precision", bundle["text/plain"], StringComparison.Ordinal);
        Assert.Contains(">99,049<", bundle["text/html"], StringComparison.Ordinal);
        Assert.DoesNotContain(">50,025<", bundle["text/html"], StringComparison.Ordinal);
        // Heading, four rows, the dots between them.
        Assert.Equal(6, bundle["text/html"].Split("<tr>").Length - 1);
        Assert.Contains(
            "vector of 7 in double precision", MimeBundle.Of(Vector<double>.Build.Dense(7))["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_the_package_for_notebooks_loads_is_written_in_fsharp()
    {
        // Two copies of FSharp.Core in one notebook program cannot live together, so the closure of references has to be free of it.
        HashSet<string> seen = [];
        Queue<System.Reflection.Assembly> open = new([typeof(Figure).Assembly]);
        while (open.TryDequeue(out System.Reflection.Assembly? assembly))
        {
            foreach (System.Reflection.AssemblyName name in assembly.GetReferencedAssemblies().Where(name => seen.Add(name.Name!)))
            {
                if (!name.Name!.StartsWith("System", StringComparison.Ordinal) && name.Name is not ("netstandard" or "mscorlib"))
                    open.Enqueue(System.Reflection.Assembly.Load(name));
            }
        }

        Assert.Contains("OxyPlot", seen);
        Assert.DoesNotContain(
            seen, name => name.StartsWith("FSharp", StringComparison.Ordinal) || name.StartsWith("Plotly", StringComparison.Ordinal));
    }

    private sealed record TitledTable() : Table("title");

    private sealed record UsersTable() : Table("title");
}
