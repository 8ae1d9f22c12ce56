using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Running;
using AlignmentToolkit.Notebooks.Sessions;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Sessions;

/// <summary>A session whose cells' outputs can be looked at.</summary>
internal sealed class SessionRun(string? folder = null)
{
    private readonly DocumentOutput _outputs = new();

    public CSharpSession Session { get; } = new(folder ?? Path.GetTempPath()) { Grace = TimeSpan.FromMilliseconds(300) };

    public List<NotebookCell> Cells { get; } = [];

    public async Task<(NotebookCell Cell, CellOutcome Outcome)> Execute(string code, CancellationToken cancellation = default)
    {
        NotebookCell cell = new(CellKind.Code, $"c{Cells.Count}", code);
        Cells.Add(cell);
        CellOutcome outcome = await Session.ExecuteAsync(code, _outputs.Begin(cell, Cells.Count), cancellation);
        return (cell, outcome);
    }

    /// <summary>Runs a cell that has to succeed.</summary>
    public async Task<IList<CellOutput>> Outputs(string code)
    {
        (NotebookCell cell, CellOutcome outcome) = await Execute(code, TestContext.Current.CancellationToken);
        Assert.True(outcome.Error is null, $"{outcome.Error?.Name}: {string.Join('\n', outcome.Error?.Traceback ?? [])}");
        return cell.Outputs;
    }

    /// <summary>Runs a cell that has to succeed and returns the bundle of its result.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Result(string code) =>
        Assert.IsType<ResultOutput>(Assert.Single(await Outputs(code))).Data;

    /// <summary>Runs a cell that has to fail.</summary>
    public async Task<CellError> Error(string code)
    {
        (_, CellOutcome outcome) = await Execute(code, TestContext.Current.CancellationToken);
        Assert.Equal(CellEnding.Failed, outcome.Ending);
        return outcome.Error!;
    }
}
