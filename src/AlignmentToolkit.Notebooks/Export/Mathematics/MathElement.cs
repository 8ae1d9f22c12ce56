namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>Where a formula's scripts go.</summary>
internal enum ScriptPlace
{
    /// <summary>Beside.</summary>
    Beside,

    /// <summary>Above and below in display style, beside in a line of text.</summary>
    Movable,

    /// <summary>Always above and below.</summary>
    AboveAndBelow,
}

/// <summary>A finished piece of MathML and how scripts attach to it.</summary>
/// <param name="Markup">One MathML element.</param>
/// <param name="Scripts">Where its scripts go.</param>
internal readonly record struct MathElement(string Markup, ScriptPlace Scripts = ScriptPlace.Beside)
{
    /// <summary>An identifier; single letters come out italic by themselves.</summary>
    public static MathElement Identifier(string text, bool upright = false) =>
        new(upright && text.Length == 1 ? $"<mi mathvariant=\"normal\">{Encode(text)}</mi>" : $"<mi>{Encode(text)}</mi>");

    /// <summary>A number.</summary>
    public static MathElement Number(string text) => new($"<mn>{Encode(text)}</mn>");

    /// <summary>An operator, with attributes such as <c>stretchy="false"</c>.</summary>
    public static MathElement Operator(string text, string attributes = "") =>
        new(attributes.Length > 0 ? $"<mo {attributes}>{Encode(text)}</mo>" : $"<mo>{Encode(text)}</mo>");

    /// <summary>Text.</summary>
    public static MathElement Text(string text) => new($"<mtext>{Encode(text).Replace(" ", "\u00A0", StringComparison.Ordinal)}</mtext>");

    /// <summary>Several pieces as one.</summary>
    public static MathElement Row(IReadOnlyList<MathElement> parts) =>
        parts.Count == 1 ? parts[0] : new($"<mrow>{string.Concat(parts.Select(part => part.Markup))}</mrow>");

    /// <summary>This piece with scripts.</summary>
    public MathElement With(string? below, string? above)
    {
        bool beside = Scripts == ScriptPlace.Beside;
        string element = (below, above) switch
        {
            (not null, not null) => Tag(beside ? "msubsup" : "munderover", Markup + below + above),
            (not null, null) => Tag(beside ? "msub" : "munder", Markup + below),
            (null, not null) => Tag(beside ? "msup" : "mover", Markup + above),
            _ => Markup,
        };
        return new(element);
    }

    private static string Tag(string name, string content) => $"<{name}>{content}</{name}>";

    private static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
