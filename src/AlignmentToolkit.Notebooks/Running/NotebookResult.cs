using System.Globalization;

using AlignmentToolkit.Notebooks.Sessions;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>How the run of a notebook ended.</summary>
public enum NotebookEnding
{
    /// <summary>Every cell ran to its end.</summary>
    Completed,

    /// <summary>A cell failed; those after it were not run.</summary>
    Failed,

    /// <summary>The run was interrupted.</summary>
    Interrupted,
}

/// <summary>Where and why a notebook failed.</summary>
/// <param name="Path">The notebook's file.</param>
/// <param name="CellId">The cell's id.</param>
/// <param name="CellIndex">The cell's place among the code cells, from 1: the number that stands beside it in the executed
/// notebook.</param>
/// <param name="Error">What went wrong.</param>
public sealed record NotebookError(string Path, string CellId, int CellIndex, CellError Error)
{
    /// <summary>Notebook, cell, line and reason on one line.</summary>
    public override string ToString()
    {
        string line = Error.Line is int number ? string.Create(CultureInfo.InvariantCulture, $", line {number}") : "";
        string reason = Error.Message.ReplaceLineEndings(" ");
        return string.Create(CultureInfo.InvariantCulture, $"{Path}: cell {CellIndex} ({CellId}){line}: {Error.Name}: {reason}");
    }
}

/// <summary>The run of one notebook.</summary>
/// <param name="Notebook">The notebook with the outputs of the cells that ran.</param>
/// <param name="Ending">How the run ended.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Error">Where and why it failed; null if it completed.</param>
/// <param name="Verdicts">What the results tables it showed say.</param>
/// <param name="Tables">The results tables it showed, and all tables of cells tagged <c>results</c>, as Markdown.</param>
public sealed record NotebookResult(
    NotebookFile Notebook,
    NotebookEnding Ending,
    TimeSpan Elapsed,
    NotebookError? Error,
    VerdictCounts Verdicts,
    IReadOnlyList<string> Tables);
