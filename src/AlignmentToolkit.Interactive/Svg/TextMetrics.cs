using AlignmentToolkit.Interactive.Formatting;

using OxyPlot;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>
/// Sizes of text in an unknown sans-serif font: those of DejaVu Sans, the widest of the common ones, so that labels have room everywhere.
/// </summary>
internal static class TextMetrics
{
    /// <summary>Size of subscripts and superscripts in units of the font's.</summary>
    public const double ScriptSize = 0.72;

    /// <summary>Width and height of a label in pixels.</summary>
    public static OxySize Measure(string label, double fontSize, bool bold = false)
    {
        double width = 0;
        foreach (RichText.Run run in Labels.Parse(label))
            width += run.Text.Sum(Advance) * (run.Level == 0 ? 1 : ScriptSize);
        return new OxySize(width * fontSize * (bold ? 1.09 : 1), fontSize * 1.2);
    }

    private static double Advance(char character) => character switch
    {
        'i' or 'j' or 'l' or 'I' or '|' or '\'' or '.' or ',' or ':' or ';' or ' ' => 0.31,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.39,
        'm' or 'w' or 'W' or 'M' or '%' or '@' or '…' or '—' => 0.93,
        '+' or '−' or '=' or '<' or '>' or '±' or '×' or '~' or '≈' or '≤' or '≥' => 0.84,
        >= 'A' and <= 'Z' => 0.68,
        >= '\u2e80' => 1,
        _ => 0.61,
    };
}
