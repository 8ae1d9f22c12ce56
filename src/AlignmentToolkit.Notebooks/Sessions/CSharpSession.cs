using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

using AlignmentToolkit.Interactive;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>
/// Runs the cells of one notebook, one after the other, each seeing the variables, types and <c>using</c> lines of those before it.
/// </summary>
/// <remarks>
/// Nothing here knows where outputs go: the headless runner collects them in a document, a Jupyter kernel sends them to its client
/// (<see cref="ICellOutput"/>). A cell is stopped by its cancellation token, which toolkit code observes as
/// <see cref="Notebook.Cancellation"/>; .NET cannot abort code that does not look at it.
/// </remarks>
public sealed class CSharpSession
{
    /// <summary>
    /// "A library was built against an older version of another": true of nearly every package, and never the cell's fault.
    /// </summary>
    private static readonly string[] OfOlderReferences = ["CS1701", "CS1702"];

    private const int StackBytes = 16 * 1024 * 1024;

    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(CellFunctions).FullName!, typeof(DisplayExtensions).FullName!,
    ];

    private readonly string _folder;
    private readonly SessionReferences _references;
    private readonly Dictionary<string, CellSource> _cells = new(StringComparer.Ordinal);
    private ScriptOptions _options;
    private ScriptState<object>? _state;
    private int _displays;
    private int _busy;
    private bool _abandoned;

    /// <summary>Begins a session without variables.</summary>
    /// <param name="folder">The notebook's folder: relative file names in <c>#r</c> and <c>#load</c> start there.</param>
    public CSharpSession(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _references = new SessionReferences(_folder);
        _options = ScriptOptions.Default
            .WithImports(Imports)
            .WithReferences(_references.All)
            .WithMetadataResolver(NoMetadataResolver.Instance)
            .WithSourceResolver(new SourceFileResolver([], _folder))
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithAllowUnsafe(true)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8);
    }

    /// <summary>How long a cell that was asked to stop may take to do so before it is given up.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Told of every value that a cell shows, before it is formatted; on the thread that shows it.</summary>
    public Action<object?>? Shown { get; init; }

    /// <summary>How many cells have been run.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>Runs one cell.</summary>
    /// <param name="code">C# and directives.</param>
    /// <param name="output">Where the cell's outputs go.</param>
    /// <param name="cancellation">Asks the cell to stop.</param>
    /// <returns>How the cell ended. Errors of the cell are a result, not an exception.</returns>
    /// <exception cref="InvalidOperationException">A cell is still running in this session.</exception>
    public async Task<CellOutcome> ExecuteAsync(string code, ICellOutput output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(output);
        if (_abandoned || Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException("A cell is still running in this session.");
        ConsoleRouting.Install();
        ExecutionCount++;
        string name = string.Create(CultureInfo.InvariantCulture, $"cell {ExecutionCount}");
        CellSource source = new(name, Path.Combine(_folder, name), code);
        _cells[source.File] = source;
        RunningCell cell = new(this, output, cancellation);
        Task<CellOutcome> work = OnOwnThread(cell, () => ExecuteCoreAsync(source, cell));
        if (await Ends(work, cancellation).ConfigureAwait(false))
        {
            Volatile.Write(ref _busy, 0);
            return await work.ConfigureAwait(false);
        }

        _abandoned = true;
        return new(CellEnding.Abandoned, CellErrors.NotStopping(Grace));
    }

    /// <summary>The current value of a variable declared by a cell.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="type">Its declared type.</param>
    /// <returns>False if there is no such variable.</returns>
    public bool TryGetVariable(string name, out object? value, out Type type)
    {
        ScriptVariable? variable = _state?.GetVariable(name);
        value = variable?.Value;
        type = variable?.Type ?? typeof(object);
        return variable is not null;
    }

    /// <summary>Replaces the value of a variable declared by a cell.</summary>
    /// <exception cref="ArgumentException">There is no such variable, it cannot be written, or the value is of another type.</exception>
    public void SetVariable(string name, object? value)
    {
        ScriptVariable variable = _state?.GetVariable(name) ?? throw new ArgumentException($"There is no variable '{name}'.", nameof(name));
        if (variable.IsReadOnly)
            throw new ArgumentException($"The variable '{name}' is read-only.", nameof(name));
        variable.Value = value;
    }

    internal int NextDisplayNumber() => Interlocked.Increment(ref _displays);

    /// <summary>A thread of its own: a cell may block for minutes, recurse deeply, and must not starve the pool.</summary>
    private static Task<CellOutcome> OnOwnThread(RunningCell cell, Func<Task<CellOutcome>> work)
    {
        TaskCompletionSource<CellOutcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(Run, StackBytes) { IsBackground = true, Name = "cell" };
        thread.Start();
        return done.Task;

        void Run()
        {
            RunningCell.Current = cell;
            Notebook.Host = cell;
            work().ContinueWith(
                finished =>
                    done.SetFromTask(finished), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
        }
    }

    /// <summary>Waits for the cell; false if it goes on although it was asked to stop.</summary>
    private async Task<bool> Ends(Task work, CancellationToken cancellation)
    {
        try
        {
            await work.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false);
        }

        return work.IsCompleted;
    }

    private async Task<CellOutcome> ExecuteCoreAsync(CellSource source, RunningCell cell)
    {
        long start = Stopwatch.GetTimestamp();
        bool time = false;
        try
        {
            CellDirectives directives = CellDirectives.Read(source.Text);
            time = directives.Time;
            await AddReferencesAsync(directives, cell.Cancellation).ConfigureAwait(false);
            return CellSyntax.Of(directives.Code) is not { IsEmpty: false } syntax
                ? CellOutcome.Completed
                : await RunAsync(directives.Code, syntax.OptimizationLevel, source, cell).ConfigureAwait(false);
        }
        catch (CellInputException exception)
        {
            return new(CellEnding.Failed, CellErrors.Input(exception, source));
        }
        catch (OperationCanceledException) when (cell.Cancellation.IsCancellationRequested)
        {
            return new(CellEnding.Cancelled, CellErrors.Interrupted(null));
        }
        catch (Exception exception)
        {
            // Formatting a value runs code of the notebook, which may fail like any other.
            return new(CellEnding.Failed, CellErrors.Exception(exception, source, _cells));
        }
        finally
        {
            if (time)
                cell.Show(WallTime(Stopwatch.GetElapsedTime(start)), cell.NewDisplayId(), update: false);
        }
    }

    private async Task AddReferencesAsync(CellDirectives directives, CancellationToken cancellation)
    {
        if (await _references.AddAsync(directives, cancellation).ConfigureAwait(false))
            _options = _options.WithReferences(_references.All);
    }

    private async Task<CellOutcome> RunAsync(string code, OptimizationLevel level, CellSource source, RunningCell cell)
    {
        ScriptOptions options = _options.WithFilePath(source.File).WithOptimizationLevel(level);
        Script<object> script = _state is null
            ? CSharpScript.Create<object>(code, options, assemblyLoader: _references.Loader)
            : _state.Script.ContinueWith<object>(code, options);
        ImmutableArray<Diagnostic> diagnostics = script.Compile(cell.Cancellation);
        if (diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            return new(CellEnding.Failed, CellErrors.Compilation(diagnostics, source));
        foreach (Diagnostic warning in diagnostics.Where(diagnostic => !OfOlderReferences.Contains(diagnostic.Id)))
            cell.Output.Stream("stderr", CellErrors.Describe(warning) + "\n");

        // The filter is what keeps the variables that were assigned before an exception.
        _state = _state is null
            ? await script.RunAsync(null, _ => true, cell.Cancellation).ConfigureAwait(false)
            : await script.RunFromAsync(_state, _ => true, cell.Cancellation).ConfigureAwait(false);
        return Conclude(script, source, cell);
    }

    private CellOutcome Conclude(Script script, CellSource source, RunningCell cell)
    {
        if (_state!.Exception is { } exception)
        {
            return exception is OperationCanceledException && cell.Cancellation.IsCancellationRequested
                ? new(CellEnding.Cancelled, CellErrors.Interrupted(CellErrors.LineOf(exception, source)))
                : new(CellEnding.Failed, CellErrors.Exception(exception, source, _cells));
        }

        if (SubmissionValue.IsPresent(script))
            cell.Output.Result(cell.Format(_state.ReturnValue, null));
        return CellOutcome.Completed;
    }

    private static Dictionary<string, string> WallTime(TimeSpan elapsed) => new(StringComparer.Ordinal)
    {
        [Documents.MimeTypes.Plain] = string.Create(CultureInfo.InvariantCulture, $"Wall time: {elapsed.TotalMilliseconds:0.####}ms"),
    };
}
