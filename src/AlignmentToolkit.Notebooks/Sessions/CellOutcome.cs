namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>How a cell ended.</summary>
public enum CellEnding
{
    /// <summary>It ran to its end.</summary>
    Completed,

    /// <summary>It did not compile, or threw.</summary>
    Failed,

    /// <summary>It stopped because it was asked to.</summary>
    Cancelled,

    /// <summary>It was asked to stop, did not, and still runs; the session can run no more cells.</summary>
    Abandoned,
}

/// <summary>The end of one cell's execution.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Error">What went wrong; null exactly if the cell completed.</param>
public sealed record CellOutcome(CellEnding Ending, CellError? Error)
{
    /// <summary>The outcome of a cell that ran to its end.</summary>
    public static CellOutcome Completed { get; } = new(CellEnding.Completed, null);
}

/// <summary>What went wrong in a cell, without engine frames and without paths.</summary>
/// <param name="Name">The exception's type, or <c>CompilationError</c>.</param>
/// <param name="Message">One line or a few for a person.</param>
/// <param name="Line">The line of the failing cell, from 1; null if no line is to blame.</param>
/// <param name="Traceback">Lines to print below the cell.</param>
public sealed record CellError(string Name, string Message, int? Line, IReadOnlyList<string> Traceback);
