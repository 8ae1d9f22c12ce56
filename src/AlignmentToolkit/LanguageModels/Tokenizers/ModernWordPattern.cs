namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>The pattern of Qwen2 (one digit a word) and Llama-3 (up to three): words take a sign before them, signs the line ends after
/// them.</summary>
internal sealed class ModernWordPattern(int longestNumber) : WordPattern
{
    /// <inheritdoc/>
    public override int WordEnd(ReadOnlySpan<char> text, int start)
    {
        int contraction = ContractionLength(text, start, ignoresCase: true);
        if (contraction > 0) return start + contraction;
        LetterClass first = LetterClasses.At(text, start, out int width);
        if (first == LetterClass.Letter) return LetterClasses.RunEnd(text, start + width, LetterClass.Letter);
        if (first == LetterClass.Number) return NumberEnd(text, start);
        int second = start + width;
        LetterClass next = second < text.Length ? LetterClasses.At(text, second, out _) : LetterClass.Space;
        if (next == LetterClass.Letter && !IsLineEnd(text[start])) return LetterClasses.RunEnd(text, second, LetterClass.Letter);
        if (first == LetterClass.Other) return SignsEnd(text, start);
        if (text[start] == ' ' && next == LetterClass.Other) return SignsEnd(text, second);
        return LineEnd(text, start) ?? SpaceEnd(text, start);
    }

    private static bool IsLineEnd(char unit) => unit is '\r' or '\n';

    private static int SignsEnd(ReadOnlySpan<char> text, int start)
    {
        int end = LetterClasses.RunEnd(text, start, LetterClass.Other);
        while (end < text.Length && IsLineEnd(text[end])) end++;
        return end;
    }

    // \s*[\r\n]+ gives back as little as it must: it ends after the last line end of the white space.
    private static int? LineEnd(ReadOnlySpan<char> text, int start)
    {
        int end = LetterClasses.RunEnd(text, start, LetterClass.Space);
        int last = text[start..end].LastIndexOfAny('\r', '\n');
        return last < 0 ? null : start + last + 1;
    }

    private int NumberEnd(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        for (int count = 0; count < longestNumber && end < text.Length; count++)
        {
            if (LetterClasses.At(text, end, out int width) != LetterClass.Number) break;
            end += width;
        }

        return end;
    }
}
