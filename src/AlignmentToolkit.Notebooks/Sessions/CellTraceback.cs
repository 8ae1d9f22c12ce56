using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>
/// An exception's way through the notebook: cell and line, and the library methods called from there; nothing of the engine, no paths.
/// </summary>
internal static partial class CellTraceback
{
    /// <summary>The lines to print for one exception, its inner exceptions aside.</summary>
    public static IEnumerable<string> Lines(Exception exception, IReadOnlyDictionary<string, CellSource> cells, bool isCause)
    {
        yield return $"{(isCause ? "caused by " : "")}{exception.GetType().Name}: {exception.Message}";
        StackFrame[] frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        // What lies above the outermost frame of a cell is the engine that called it.
        int outermost = Array.FindLastIndex(frames, frame => frame.GetFileName() is { } file && cells.ContainsKey(file));
        foreach (StackFrame frame in frames.Take(outermost + 1))
        {
            if (frame.GetFileName() is { } file && cells.TryGetValue(file, out CellSource? cell))
                yield return InCell(frame, cell);
            else if (Name(frame.GetMethod()) is { } name)
                yield return $"   at {name}";
        }
    }

    private static string InCell(StackFrame frame, CellSource cell)
    {
        int line = frame.GetFileLineNumber();
        string code = cell.Line(line);
        return string.Create(CultureInfo.InvariantCulture, $"   at {cell.Name}, line {line}{(code.Length > 0 ? ": " : "")}{code}");
    }

    /// <summary>A library method's name; null for frames that only the compiler and the task machinery put there.</summary>
    private static string? Name(MethodBase? method)
    {
        Type? type = method?.DeclaringType;
        if (method is null || type is null || type.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices")
            return null;
        if (StateMachine.Match(type.Name) is { Success: true } machine && method.Name == "MoveNext")
            return $"{type.DeclaringType?.FullName}.{machine.Groups["method"].Value}";
        return $"{type.FullName?.Split('[')[0]}.{method.Name}";
    }

    [GeneratedRegex(@"^<(?<method>\w+)>d__")]
    private static partial Regex StateMachine { get; }
}
