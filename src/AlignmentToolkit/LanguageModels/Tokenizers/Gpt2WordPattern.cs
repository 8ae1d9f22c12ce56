namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Contractions, then runs of letters, of digits, of other signs, each with a space before it, then white space.</summary>
internal sealed class Gpt2WordPattern : WordPattern
{
    /// <inheritdoc/>
    public override int WordEnd(ReadOnlySpan<char> text, int start)
    {
        int contraction = ContractionLength(text, start, ignoresCase: false);
        if (contraction > 0) return start + contraction;
        int first = text[start] == ' ' && start + 1 < text.Length ? start + 1 : start;
        LetterClass of = LetterClasses.At(text, first, out int width);
        return of == LetterClass.Space ? SpaceEnd(text, start) : LetterClasses.RunEnd(text, first + width, of);
    }
}
