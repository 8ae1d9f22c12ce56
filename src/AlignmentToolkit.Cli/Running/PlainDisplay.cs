using System.Globalization;

using AlignmentToolkit.Notebooks.Running;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Running;

/// <summary>One line when a notebook begins and one when it ends.</summary>
internal sealed class PlainDisplay(IAnsiConsole console) : RunDisplay
{
    /// <inheritdoc/>
    public override void Report(CellStarted value)
    {
        if (value.Cell == 1)
            Line(string.Create(CultureInfo.InvariantCulture, $"{value.Path}: {value.Cells} cells"));
    }

    /// <inheritdoc/>
    public override void Finish(NotebookResult result)
    {
        string ending = result.Ending switch { NotebookEnding.Completed => "done", NotebookEnding.Failed => "failed", _ => "interrupted" };
        Line(string.Create(CultureInfo.InvariantCulture, $"{result.Notebook.Path}: {ending} after {result.Elapsed.TotalSeconds:0.0} s"));
    }

    private void Line(string text)
    {
        lock (console)
            console.WriteLine(text);
    }
}
