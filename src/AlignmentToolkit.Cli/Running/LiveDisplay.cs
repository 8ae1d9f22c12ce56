using System.Diagnostics;
using System.Globalization;

using AlignmentToolkit.Notebooks.Running;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace AlignmentToolkit.Cli.Running;

/// <summary>A line for each notebook with a bar, the cell that runs and the time, redrawn ten times a second.</summary>
internal sealed class LiveDisplay : RunDisplay
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<Line> _lines;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _drawing;

    public LiveDisplay(IAnsiConsole console, IReadOnlyList<NotebookFile> notebooks)
    {
        _lines = [.. notebooks.Select(notebook => new Line(notebook.Path))];
        _drawing = console.Live(Draw()).StartAsync(DrawUntilStoppedAsync);
    }

    /// <inheritdoc/>
    public override void Report(CellStarted value)
    {
        lock (_gate)
        {
            Line line = _lines.First(line => line.Path == value.Path);
            if (line.Start == 0)
                line.Start = Stopwatch.GetTimestamp();
            (line.Cell, line.Cells) = (value.Cell, value.Cells);
        }
    }

    /// <inheritdoc/>
    public override void Finish(NotebookResult result)
    {
        lock (_gate)
            _lines.First(line => line.Path == result.Notebook.Path).Result = result;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stop.Cancel();
        _drawing.GetAwaiter().GetResult();
        _stop.Dispose();
        base.Dispose();
    }

    private async Task DrawUntilStoppedAsync(LiveDisplayContext context)
    {
        while (!_stop.IsCancellationRequested)
        {
            context.UpdateTarget(Draw());
            await Task.Delay(Period, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        context.UpdateTarget(Draw());
    }

    private Grid Draw()
    {
        Grid grid = new Grid().AddColumn().AddColumn().AddColumn().AddColumn(new GridColumn().RightAligned());
        lock (_gate)
        {
            foreach (Line line in _lines)
                grid.AddRow(line.Draw());
        }

        return grid;
    }

    private sealed class Line(string path)
    {
        public string Path { get; } = path;

        public long Start { get; set; }

        public int Cell { get; set; }

        public int Cells { get; set; }

        public NotebookResult? Result { get; set; }

        public IRenderable[] Draw()
        {
            TimeSpan elapsed = Result?.Elapsed ?? (Start == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(Start));
            (string style, string state) = Result?.Ending switch
            {
                NotebookEnding.Completed => ("green", "done"),
                NotebookEnding.Failed => ("red", $"failed in cell {Result.Error!.CellIndex}"),
                NotebookEnding.Interrupted => ("yellow", "interrupted"),
                _ when Start == 0 => ("grey", "waiting"),
                _ => ("blue", string.Create(CultureInfo.InvariantCulture, $"cell {Cell}/{Cells}")),
            };
            double fraction = Result is { Ending: NotebookEnding.Completed } ? 1 : Cells == 0 ? 0 : (Cell - 1) / (double)Cells;
            int full = (int)Math.Round(fraction * BarWidth);
            return
            [
                new Text(Path),
                new Markup($"[{style}]{new string('━', full)}[/][grey]{new string('─', BarWidth - full)}[/]"),
                new Markup($"[{style}]{state}[/]"),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s")),
            ];
        }
    }
}
