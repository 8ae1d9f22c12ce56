namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>A cell as the compiler and the debugger know it.</summary>
/// <param name="Name">What tracebacks call it.</param>
/// <param name="File">Stands where the name of a source file would; no such file exists.</param>
/// <param name="Text">The cell.</param>
internal sealed record CellSource(string Name, string File, string Text)
{
    private readonly string[] _lines = Text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The text of a line, from 1; empty beyond the end.</summary>
    public string Line(int number) => number >= 1 && number <= _lines.Length ? _lines[number - 1].Trim() : "";
}
