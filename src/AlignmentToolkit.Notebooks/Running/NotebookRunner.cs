using System.Diagnostics;
using System.Globalization;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Sessions;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>Runs notebooks from their first to their last cell, without anybody watching.</summary>
/// <param name="options">How.</param>
public sealed class NotebookRunner(RunOptions options)
{
    /// <summary>Runs one notebook and leaves the outputs in it. A failing cell ends the run: those after it are not run.</summary>
    /// <param name="document">The notebook; its outputs are replaced.</param>
    /// <param name="path">Its file: error messages name it, and relative names in cells start in its folder.</param>
    /// <param name="progress">Told when a cell begins and when the notebook has ended.</param>
    /// <param name="cancellation">Stops the run after the cell that is running, which is asked to stop.</param>
    public async Task<NotebookResult> RunAsync(
        NotebookDocument document, string path, IProgress<RunEvent>? progress = null, CancellationToken cancellation = default)
    {
        long start = Stopwatch.GetTimestamp();
        document.ClearOutputs();
        DocumentOutput outputs = new();
        CSharpSession session = new(Path.GetDirectoryName(Path.GetFullPath(path))!) { Grace = options.Grace };
        List<NotebookCell> cells = [.. document.Cells.Where(cell => cell.IsRunnable)];
        NotebookEnding ending = NotebookEnding.Completed;
        NotebookError? error = null;
        for (int i = 0; i < cells.Count && error is null; i++)
        {
            progress?.Report(new CellStarted(path, i + 1, cells.Count));
            CellOutcome outcome = await RunCellAsync(session, cells[i], outputs.Begin(cells[i], i + 1), cancellation).ConfigureAwait(false);
            if (outcome.Error is null)
                continue;
            outputs.Fail(cells[i], outcome.Error);
            error = new(path, cells[i].Id, i + 1, outcome.Error);
            ending = cancellation.IsCancellationRequested ? NotebookEnding.Interrupted : NotebookEnding.Failed;
        }

        outputs.Close();
        document.Normalise();
        NotebookResult result = new(path, document, ending, Stopwatch.GetElapsedTime(start), error);
        progress?.Report(new NotebookFinished(path, result));
        return result;
    }

    private async Task<CellOutcome> RunCellAsync(CSharpSession session, NotebookCell cell, ICellOutput output, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.CellTimeout is { } timeout)
            stop.CancelAfter(timeout);
        CellOutcome outcome = await session.ExecuteAsync(cell.Source, output, stop.Token).ConfigureAwait(false);
        bool timedOut = stop.IsCancellationRequested && !cancellation.IsCancellationRequested;
        return timedOut && outcome.Ending is CellEnding.Cancelled or CellEnding.Abandoned ? outcome with { Error = Timeout(outcome.Error!) } : outcome;
    }

    private CellError Timeout(CellError error)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"the cell ran longer than {options.CellTimeout!.Value.TotalSeconds:0.###} s");
        return error.Name == "NotStopping"
            ? error with { Name = "Timeout", Message = $"{message}, and {error.Message}", Traceback = [$"{message}, and {error.Message}"] }
            : error with { Name = "Timeout", Message = message, Traceback = [message] };
    }
}
