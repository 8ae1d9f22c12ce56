using System.Globalization;
using System.Text.RegularExpressions;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Tests.Sessions;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

/// <summary>The C# that READMEs show, run as a cell of a notebook is.</summary>
public partial class ReadmeCodeTests
{
    private static readonly string[] Pages = ["README.md", "src/README.md"];

    public static TheoryData<string, int> Fences =>
        [.. Pages.SelectMany(page => Enumerable.Range(0, Code(page).Length).Select(index => (page, index)))];

    [Theory, MemberData(nameof(Fences))]
    public async Task Every_csharp_fence_runs_without_a_warning_and_prints_something(string page, int index)
    {
        IList<CellOutput> outputs = await Run(Code(page)[index]);
        Assert.NotEmpty(outputs);
        Assert.DoesNotContain(outputs, output => output is StreamOutput { Name: "stderr" });
    }

    [Fact]
    public async Task The_first_example_prints_the_published_learning_curve()
    {
        string text = string.Concat((await Run(Code("README.md")[0])).OfType<StreamOutput>().Select(output => output.Text));
        double[] theory =
            [.. Theory().Matches(text).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        // Setting S3 by feedback alignment at α = 0, 1, 2, 5, 10, 20, from another program's integrator at a relative tolerance of 1e-11.
        double[] published = [3.20613355e-1, 2.85924670e-1, 2.36369291e-1, 1.00424220e-1, 2.91974070e-2, 1.61056618e-2];
        Assert.Equal(published, theory, (expected, actual) => Math.Abs(expected - actual) <= 0.00005);
    }

    private static Task<IList<CellOutput>> Run(string code) => new SessionRun().Outputs("#r \"nuget: AlignmentToolkit\"\n" + code);

    private static string[] Code(string page) => [.. Fence().Matches(RepositoryFiles.Read(page)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(\d+\.\d+) in theory")]
    private static partial Regex Theory();
}
