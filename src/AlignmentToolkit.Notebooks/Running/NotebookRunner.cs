using System.Diagnostics;
using System.Globalization;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Parameters;
using AlignmentToolkit.Notebooks.Sessions;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>Runs notebooks from their first to their last cell, without anybody watching.</summary>
/// <remarks>
/// All notebooks of a process share the compiler, and so its start-up. Each has a session of its own; console text stays with the notebook
/// whose cell (or a thread of it) wrote it, however many run side by side. Formatters that a notebook registers are forgotten after it;
/// only notebooks that run side by side share them.
/// </remarks>
/// <example><code>
/// NotebookRunner runner = new(new RunOptions { Profile = "full", CellTimeout = TimeSpan.FromMinutes(5) });
/// NotebookResult result = await runner.RunAsync(new NotebookFile(path, NotebookDocument.Load(path)));
/// </code></example>
public sealed class NotebookRunner
{
    private readonly RunOptions _options;
    private readonly RunParameters _parameters;

    /// <summary>Prepares runs, and starts to warm the compiler up.</summary>
    /// <param name="options">How notebooks are run.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time limit, the grace or the number of jobs is not positive.</exception>
    public NotebookRunner(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _parameters = new(options.Profile, options.Parameters);
        CompilerWarmUp.Begin();
    }

    /// <summary>Runs several notebooks, some of them side by side.</summary>
    /// <param name="notebooks">The notebooks; their outputs are replaced.</param>
    /// <param name="finished">Called once for each notebook that has ended, one call at a time.</param>
    /// <param name="progress">Told when a cell begins.</param>
    /// <param name="cancellation">Asks the running cells to stop and starts no more.</param>
    /// <returns>The runs that were begun, in the order of <paramref name="notebooks"/>.</returns>
    /// <exception cref="ParameterException">No notebook has a parameter of a given name, or its value does not parse; nothing was
    /// run.</exception>
    public async Task<IReadOnlyList<NotebookResult>> RunAllAsync(
        IReadOnlyList<NotebookFile> notebooks,
        Action<NotebookResult>? finished = null,
        IProgress<CellStarted>? progress = null,
        CancellationToken cancellation = default)
    {
        _parameters.Check(notebooks.Select(notebook => notebook.Document));
        NotebookResult?[] results = new NotebookResult?[notebooks.Count];
        Lock gate = new();
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(_options.Jobs, notebooks.Count)).Select(_ => WorkAsync())).ConfigureAwait(false);
        return [.. results.OfType<NotebookResult>()];

        async Task WorkAsync()
        {
            for (int i = Interlocked.Increment(ref next); i < notebooks.Count
                && !cancellation.IsCancellationRequested; i = Interlocked.Increment(ref next))
            {
                NotebookResult result = await RunOneAsync(notebooks[i], progress, cancellation).ConfigureAwait(false);
                results[i] = result;
                lock (gate)
                    finished?.Invoke(result);
            }
        }
    }

    /// <summary>Runs one notebook and leaves the outputs in it. A failing cell ends the run: those after it are not run.</summary>
    /// <param name="notebook">The notebook; its outputs are replaced.</param>
    /// <param name="progress">Told when a cell begins.</param>
    /// <param name="cancellation">Asks the running cell to stop and runs no more.</param>
    /// <exception cref="ParameterException">The notebook has no parameter of a given name, or its value does not parse; nothing was
    /// run.</exception>
    public Task<NotebookResult> RunAsync(
        NotebookFile notebook, IProgress<CellStarted>? progress = null, CancellationToken cancellation = default)
    {
        _parameters.Check([notebook.Document]);
        return RunOneAsync(notebook, progress, cancellation);
    }

    private async Task<NotebookResult> RunOneAsync(NotebookFile notebook, IProgress<CellStarted>? progress, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        using FormatterScope formatters = FormatterScope.Open();
        notebook.Document.ClearOutputs();
        DocumentOutput outputs = new();
        ShownResults shown = new();
        CSharpSession session = new(notebook.Folder) { Grace = _options.Grace, Shown = shown.Add };
        List<NotebookCell> cells = [.. notebook.Document.Cells.Where(cell => cell.IsRunnable)];
        NotebookError? error = null;
        for (int i = 0; i < cells.Count && error is null; i++)
        {
            progress?.Report(new CellStarted(notebook.Path, i + 1, cells.Count));
            shown.Begin(cells[i]);
            CellError? cause = await RunCellAsync(session, cells[i], outputs.Begin(cells[i], i + 1), cancellation).ConfigureAwait(false);
            if (cause is null)
                continue;
            outputs.Fail(cells[i], cause);
            error = new(notebook.Path, cells[i].Id, i + 1, cause);
        }

        outputs.Close();
        notebook.Document.Normalise();
        NotebookEnding ending = error is null ? NotebookEnding.Completed
            : cancellation.IsCancellationRequested ? NotebookEnding.Interrupted
            : NotebookEnding.Failed;
        return new(notebook, ending, Stopwatch.GetElapsedTime(start), error, shown.Verdicts, shown.Tables);
    }

    private async Task<CellError?> RunCellAsync(
        CSharpSession session, NotebookCell cell, ICellOutput output, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (_options.CellTimeout is { } timeout)
            stop.CancelAfter(timeout);
        CellOutcome outcome = await session.ExecuteAsync(cell.Source, output, stop.Token).ConfigureAwait(false);
        if (outcome.Ending is CellEnding.Cancelled or CellEnding.Abandoned && !cancellation.IsCancellationRequested)
            return Timeout(outcome);
        return outcome.Error ?? (DeclaredParameters.IsParameters(cell) ? ApplyParameters(session, output) : null);
    }

    private CellError? ApplyParameters(CSharpSession session, ICellOutput output)
    {
        try
        {
            if (_parameters.Apply(session) is { } changed)
                output.Display(new Dictionary<string, string>(StringComparer.Ordinal) { [MimeTypes.Plain] = changed }, "parameters");
            return null;
        }
        catch (ParameterException exception)
        {
            return new("ParameterError", exception.Message, null, [exception.Message]);
        }
    }

    private CellError Timeout(CellOutcome outcome)
    {
        string limit = string.Create(
            CultureInfo.InvariantCulture, $"the cell ran longer than {_options.CellTimeout!.Value.TotalSeconds:0.###} s");
        string message = outcome.Ending == CellEnding.Abandoned ? $"{limit}; {outcome.Error!.Message}" : limit;
        return new("Timeout", message, outcome.Error!.Line, [message]);
    }
}
