namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>How a text is cut into words before tokens are merged within each: the regular expressions of known tokenizers, by
/// hand.</summary>
internal abstract class WordPattern
{
    private const string Gpt2Expression =
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private const string ModernExpression =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}# ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The pattern of GPT-2.</summary>
    public static WordPattern Gpt2 { get; } = new Gpt2WordPattern();

    /// <summary>The pattern of an expression; null where it is not a known one.</summary>
    public static WordPattern? Of(string expression) => expression switch
    {
        Gpt2Expression => Gpt2,
        _ when expression == ModernExpression.Replace("#", "|", StringComparison.Ordinal) => new ModernWordPattern(longestNumber: 1),
        _ when expression == ModernExpression.Replace("#", "{1,3}|", StringComparison.Ordinal) => new ModernWordPattern(longestNumber: 3),
        _ => null,
    };

    /// <summary>The end of the word that starts at a place before the end of the text. Words follow each other without gaps.</summary>
    public abstract int WordEnd(ReadOnlySpan<char> text, int start);

    /// <summary>Units of a contraction such as 's or 'll at a place; 0 where there is none.</summary>
    protected static int ContractionLength(ReadOnlySpan<char> text, int start, bool ignoresCase)
    {
        if (text[start] != '\'' || start + 1 >= text.Length) return 0;
        char first = Fold(text[start + 1], ignoresCase);
        if (first is 's' or 't' or 'm' or 'd') return 2;
        char second = start + 2 < text.Length ? Fold(text[start + 2], ignoresCase) : '\0';
        return (first, second) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    /// <summary><c>\s+(?!\S)|\s+</c>: white space but for its last unit where a word follows, so that the unit can open that
    /// word.</summary>
    protected static int SpaceEnd(ReadOnlySpan<char> text, int start)
    {
        int end = LetterClasses.RunEnd(text, start, LetterClass.Space);
        return end == text.Length || end - start == 1 ? end : end - 1;
    }

    // Of the letters in contractions only s has a relative outside ASCII that simple case folding takes for it: the long s, ſ.
    private static char Fold(char letter, bool ignoresCase) => letter switch
    {
        _ when !ignoresCase => letter,
        >= 'A' and <= 'Z' => (char)(letter | 0x20),
        'ſ' => 's',
        _ => letter,
    };
}
