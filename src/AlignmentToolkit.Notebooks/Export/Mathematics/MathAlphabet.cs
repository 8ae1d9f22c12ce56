using System.Text;

namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>
/// Letters of another style: the characters Unicode has for them, since browsers no longer take a style from an attribute.
/// </summary>
internal static class MathAlphabet
{
    private const int Bold = 0x1D400;
    private const int BoldItalic = 0x1D468;
    private const int Script = 0x1D49C;
    private const int Fraktur = 0x1D504;
    private const int DoubleStruck = 0x1D538;
    private const int SansSerif = 0x1D5A0;
    private const int Typewriter = 0x1D670;

    // Letters that Unicode had before it got the whole alphabets; the places in the alphabets are empty.
    private static readonly Dictionary<int, string> Elsewhere = new()
    {
        [Script + 1] =
            "ℬ",
        [Script + 4] = "ℰ",
        [Script + 5] = "ℱ",
        [Script + 7] = "ℋ",
        [Script + 8] = "ℐ",
        [Script + 11] = "ℒ",
        [Script + 12] = "ℳ",
        [Script + 17] = "ℛ",
        [Script + 30] = "ℯ",
        [Script + 32] = "ℊ",
        [Script + 40] = "ℴ",
        [Fraktur + 2] = "ℭ",
        [Fraktur + 7] = "ℌ",
        [Fraktur + 8] = "ℑ",
        [Fraktur + 17] = "ℜ",
        [Fraktur + 25] = "ℨ",
        [DoubleStruck + 2] = "ℂ",
        [DoubleStruck + 7] = "ℍ",
        [DoubleStruck + 13] = "ℕ",
        [DoubleStruck + 15] = "ℙ",
        [DoubleStruck + 16] = "ℚ",
        [DoubleStruck + 17] = "ℝ",
        [DoubleStruck + 25] = "ℤ",
    };

    /// <summary>The alphabet of a command such as <c>mathbb</c>; null if the command is not one.</summary>
    public static int? Of(string command) => command switch
    {
        "mathbf" or "textbf" or "bf" => Bold,
        "boldsymbol" or "bm" or "pmb" => BoldItalic,
        "mathcal" or "mathscr" or "cal" => Script,
        "mathfrak" => Fraktur,
        "mathbb" or "mathbbm" or "mathds" => DoubleStruck,
        "mathsf" => SansSerif,
        "mathtt" => Typewriter,
        _ => null,
    };

    /// <summary>A text in an alphabet; characters the alphabet lacks stay.</summary>
    public static string Map(string text, int alphabet)
    {
        StringBuilder mapped = new();
        foreach (char c in text)
        {
            int code = c switch
            {
                >= 'A' and <= 'Z' => alphabet + c - 'A',
                >= 'a' and <= 'z' => alphabet + 26 + c - 'a',
                >= '0' and <= '9' when alphabet is Bold or BoldItalic => 0x1D7CE + c - '0',
                >= '0' and <= '9' when alphabet == DoubleStruck => 0x1D7D8 + c - '0',
                >= 'Α' and <= 'Ω' when alphabet == Bold => 0x1D6A8 + c - 'Α',
                >= 'α' and <= 'ω' when alphabet == Bold => 0x1D6C2 + c - 'α',
                >= 'Α' and <= 'Ω' when alphabet == BoldItalic => 0x1D71C + c - 'Α',
                >= 'α' and <= 'ω' when alphabet == BoldItalic => 0x1D736 + c - 'α',
                _ => c,
            };
            mapped.Append(Elsewhere.TryGetValue(code, out string? other) ? other : char.ConvertFromUtf32(code));
        }

        return mapped.ToString();
    }
}
