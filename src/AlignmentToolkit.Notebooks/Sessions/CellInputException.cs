namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>A cell asks the engine for something it cannot give: a package, a file, a command.</summary>
/// <param name="message">What, and why not; one line.</param>
/// <param name="line">The line of the cell, from 1, if one is to blame.</param>
internal sealed class CellInputException(string message, int? line = null) : Exception(message)
{
    /// <summary>The line of the cell, from 1.</summary>
    public int? Line { get; } = line;
}
