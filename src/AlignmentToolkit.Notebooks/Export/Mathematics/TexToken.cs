namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>What a piece of TeX is.</summary>
internal enum TexTokenKind
{
    /// <summary>One character, or a run of digits with at most one point.</summary>
    Character,

    /// <summary>A backslash and a name, or a backslash and one other character; the text is without the backslash.</summary>
    Command,

    /// <summary>White space.</summary>
    Space,

    /// <summary>After the last piece.</summary>
    End,
}

/// <summary>A piece of TeX.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
internal readonly record struct TexToken(TexTokenKind Kind, string Text)
{
    /// <summary>True for that one character.</summary>
    public bool Is(char character) => Kind == TexTokenKind.Character && Text.Length == 1 && Text[0] == character;

    /// <summary>True for that command.</summary>
    public bool IsCommand(string name) => Kind == TexTokenKind.Command && Text == name;
}
