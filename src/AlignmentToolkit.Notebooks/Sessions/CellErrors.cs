using System.Diagnostics;
using System.Globalization;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Says what went wrong in a cell, in terms of the cell.</summary>
internal static class CellErrors
{
    /// <summary>The error of a cell that does not compile.</summary>
    public static CellError Compilation(IEnumerable<Diagnostic> diagnostics, CellSource source)
    {
        List<Diagnostic> errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        List<string> traceback = [];
        foreach (Diagnostic error in errors)
        {
            traceback.Add(Describe(error));
            string code = source.Line(LineOf(error));
            if (code.Length > 0)
                traceback.Add("    " + code);
        }

        Diagnostic first = errors[0];
        return new("CompilationError", $"{first.Id}: {first.GetMessage(CultureInfo.InvariantCulture)}", LineOf(first), traceback);
    }

    /// <summary>A diagnostic as the compiler prints it, without a file name.</summary>
    public static string Describe(Diagnostic diagnostic)
    {
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        string kind = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"({start.Line + 1},{start.Character + 1}): {kind} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }

    /// <summary>The error of a cell that threw.</summary>
    public static CellError Exception(Exception exception, CellSource source, IReadOnlyDictionary<string, CellSource> cells)
    {
        List<string> traceback = [];
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            traceback.AddRange(CellTraceback.Lines(cause, cells, isCause: !ReferenceEquals(cause, exception)));
        return new(exception.GetType().Name, exception.Message, LineOf(exception, source), traceback);
    }

    /// <summary>
    /// The line of the cell that an exception passed through last before it was thrown; null if it never was in the cell.
    /// </summary>
    public static int? LineOf(Exception exception, CellSource source) => new StackTrace(exception, fNeedFileInfo: true)
        .GetFrames()
        .Where(frame => frame.GetFileName() == source.File)
        .Select(frame => (int?)frame.GetFileLineNumber())
        .FirstOrDefault();

    /// <summary>The error of a cell whose directive cannot be followed.</summary>
    public static CellError Input(CellInputException exception, CellSource source)
    {
        List<string> traceback = [exception.Message];
        if (exception.Line is int line && source.Line(line) is { Length: > 0 } code)
            traceback.Add("    " + code);
        return new("DirectiveError", exception.Message, exception.Line, traceback);
    }

    /// <summary>The error of a cell that stopped because it was asked to.</summary>
    public static CellError Interrupted(int? line) => new("Interrupted", "the cell was interrupted", line, ["the cell was interrupted"]);

    /// <summary>The error of a cell that was asked to stop and did not.</summary>
    public static CellError NotStopping(TimeSpan grace)
    {
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"the cell did not stop within {grace.TotalSeconds:0.#} s of being asked to; long work should observe Notebook.Cancellation");
        return new("NotStopping", message, null, [message]);
    }

    private static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;
}
