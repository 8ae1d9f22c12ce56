using System.Globalization;
using System.Text;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Names out of a file as a message may show them: short, and without characters that rewrite a terminal or a log.</summary>
internal static class PrintableName
{
    private const int Longest = 120;

    public static string Of(string name)
    {
        StringBuilder printable = new();
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (printable.Length >= Longest) return printable.Append('…').ToString();
            if (IsPrintable(rune)) printable.Append(rune.ToString());
            else printable.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
        }

        return printable.ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
