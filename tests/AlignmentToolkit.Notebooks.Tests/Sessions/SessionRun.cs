using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Running;
using AlignmentToolkit.Notebooks.Sessions;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Sessions;

/// <summary>A session whose cells' outputs can be looked at.</summary>
internal sealed class SessionRun(string? folder = null, double grace = 60)
{
    private readonly DocumentOutput _outputs = new();

    public CSharpSession Session { get; } = new(folder ?? Path.GetTempPath()) { Grace = TimeSpan.FromSeconds(grace) };

    public List<NotebookCell> Cells { get; } = [];

    public async Task<(NotebookCell Cell, CellOutcome Outcome)> Execute(string code, CancellationToken cancellation = default)
    {
        NotebookCell cell = new(CellKind.Code, $"c{Cells.Count}", code);
        Cells.Add(cell);
        CellOutcome outcome = await Session.ExecuteAsync(code, _outputs.Begin(cell, Cells.Count), cancellation);
        return (cell, outcome);
    }

    /// <summary>Runs a cell that writes to the console when it is where it is to be stopped, and stops it there.</summary>
    public async Task<CellOutcome> Stop(string code)
    {
        using CancellationTokenSource stop = new();
        Task<(NotebookCell Cell, CellOutcome Outcome)> running = Execute(code, stop.Token);
        while (Cells[^1].Outputs.Count == 0 && !running.IsCompleted)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        return (await running).Outcome;
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
