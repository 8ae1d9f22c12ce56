namespace AlignmentToolkit.Notebooks.Running;

/// <summary>Something happened while notebooks run.</summary>
/// <param name="Path">The notebook's file.</param>
public abstract record RunEvent(string Path);

/// <summary>A cell begins.</summary>
/// <param name="Path">The notebook's file.</param>
/// <param name="Cell">Which code cell, from 1.</param>
/// <param name="Cells">How many code cells the notebook has.</param>
public sealed record CellStarted(string Path, int Cell, int Cells) : RunEvent(Path);

/// <summary>A notebook has ended, one way or another.</summary>
/// <param name="Path">The notebook's file.</param>
/// <param name="Result">How it ended.</param>
public sealed record NotebookFinished(string Path, NotebookResult Result) : RunEvent(Path);
