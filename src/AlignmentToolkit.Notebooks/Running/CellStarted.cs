namespace AlignmentToolkit.Notebooks.Running;

/// <summary>A cell begins.</summary>
/// <param name="Path">The notebook's file.</param>
/// <param name="Cell">Which of the cells that are run, from 1.</param>
/// <param name="Cells">How many cells of the notebook are run.</param>
public readonly record struct CellStarted(string Path, int Cell, int Cells);
