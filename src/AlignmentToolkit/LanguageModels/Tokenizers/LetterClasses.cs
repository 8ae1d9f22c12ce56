using System.Globalization;
using System.Text;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Classes of characters, also beyond the Basic Multilingual Plane, where .NET's own regular expressions see two
/// surrogates.</summary>
internal static class LetterClasses
{
    private static readonly LetterClass[] Basic = Tabulate();

    /// <summary>The class of the character at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">A place before its end.</param>
    /// <param name="width">How many UTF-16 units the character has, 1 or 2.</param>
    public static LetterClass At(ReadOnlySpan<char> text, int place, out int width)
    {
        width = 1;
        char unit = text[place];
        if (!char.IsHighSurrogate(unit) || place + 1 >= text.Length || !char.IsLowSurrogate(text[place + 1])) return Basic[unit];
        width = 2;
        return Of(Rune.GetUnicodeCategory(new Rune(unit, text[place + 1])));
    }

    /// <summary>The end of the run of one class that starts at a place, possibly empty.</summary>
    public static int RunEnd(ReadOnlySpan<char> text, int place, LetterClass of)
    {
        while (place < text.Length && At(text, place, out int width) == of) place += width;
        return place;
    }

    private static LetterClass[] Tabulate()
    {
        LetterClass[] classes = new LetterClass[char.MaxValue + 1];
        for (int unit = 0; unit < classes.Length; unit++)
            classes[unit] = char.IsWhiteSpace((char)unit) ? LetterClass.Space : Of(char.GetUnicodeCategory((char)unit));
        return classes;
    }

    private static LetterClass Of(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => LetterClass.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => LetterClass.Number,
        _ => LetterClass.Other,
    };
}
