namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>An environment of rows and columns: its brackets and the alignment of its columns.</summary>
/// <param name="Name">The name after <c>\begin</c>, without a star.</param>
internal readonly record struct TableKind(string Name)
{
    private string Bare => Name.TrimEnd('*');

    /// <summary>True for equations that line up at relation signs: columns go right, left, right, left …</summary>
    public bool IsAligned =>
        Bare is "aligned" or "align" or "alignat" or "split" or "eqnarray" or "gathered" or "gather" or "equation" or "multline";

    /// <summary>True if the environment is followed by a description of its columns.</summary>
    public bool HasColumns => Bare is "array" or "alignat" or "alignedat";

    /// <summary>The brackets around the table; empty for none.</summary>
    public (string Open, string Close) Brackets => Bare switch
    {
        "pmatrix" => ("(", ")"),
        "bmatrix" => ("[", "]"),
        "Bmatrix" => ("{", "}"),
        "vmatrix" => ("|", "|"),
        "Vmatrix" => ("‖", "‖"),
        "cases" or "dcases" => ("{", ""),
        _ => ("", ""),
    };

    /// <summary>How a column is aligned.</summary>
    /// <param name="column">Which column, from 0.</param>
    /// <param name="columns">The letters after <c>\begin{array}</c>, or nothing.</param>
    public string Alignment(int column, string columns)
    {
        if (IsAligned)
            return Bare is "gathered" or "gather" or "equation" or "multline" ? "center" : column % 2 == 0 ? "right" : "left";
        if (Bare is "cases" or "dcases")
            return "left";
        return column < columns.Length ? columns[column] switch { 'l' => "left", 'r' => "right", _ => "center" } : "center";
    }
}

/// <summary>What separates the rows of a table.</summary>
internal static class TableRow
{
    /// <summary>True for a line break.</summary>
    public static bool IsBreak(TexToken token) => token.IsCommand("\\") || token.IsCommand("cr");
}
