using AlignmentToolkit.Notebooks.Running;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Running;

/// <summary>Shows how far a run has come.</summary>
internal abstract class RunDisplay : IProgress<CellStarted>, IDisposable
{
    /// <summary>Moving lines where somebody watches, one line per notebook where the text goes to a file.</summary>
    public static RunDisplay For(IAnsiConsole console, IReadOnlyList<NotebookFile> notebooks) =>
        console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi && !Console.IsOutputRedirected
            ? new LiveDisplay(console, notebooks)
            : new PlainDisplay(console);

    /// <inheritdoc/>
    public abstract void Report(CellStarted value);

    /// <summary>A notebook has ended.</summary>
    public abstract void Finish(NotebookResult result);

    /// <summary>Stops moving.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
