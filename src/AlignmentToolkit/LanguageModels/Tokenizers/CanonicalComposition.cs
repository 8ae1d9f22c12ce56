using System.Globalization;
using System.Reflection;
using System.Text;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Unicode's Normalization Form C [Davis 2021], from a table of the library's own.</summary>
/// <remarks>
/// <see cref="string.Normalize()"/> leaves every text as it is on a machine without ICU, and token ids must not depend on the machine.
/// </remarks>
internal static class CanonicalComposition
{
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28, SyllableCount = LeadCount * VowelCount * TailCount;

    private const int LastCode = 0x10FFFF;

    // Below U+0300 every character is composed already and starts anew.
    private const char FirstOfInterest = '\u0300';

    private static readonly Dictionary<int, (int First, int Second)> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];
    private static readonly Dictionary<int, byte> Classes = [];

    // Characters that normalisation may touch; all others stay, and nothing before them joins with them. One bit for each.
    private static readonly ulong[] OfInterest = new ulong[(LastCode + 1) / 64];

    static CanonicalComposition() => Load();

    /// <summary>The text in Form C; the same object where nothing in it can change. In a stretch that may, halves of surrogate pairs become
    /// U+FFFD.</summary>
    public static string Compose(string text)
    {
        int place = NextOfInterest(text, 0);
        if (place == text.Length) return text;
        StringBuilder composed = new(text.Length);
        List<int> codes = [];
        int done = 0;
        while (place < text.Length)
        {
            // The character before may join with those that follow, and what comes after the stretch joins with nothing in it.
            int start = place == 0 ? 0 : place - WidthBefore(text, place), end = place;
            while (end < text.Length && IsOfInterest(text, end, out int width)) end += width;
            composed.Append(text, done, start - done);
            AppendComposed(text.AsSpan(start, end - start), codes, composed);
            done = end;
            place = NextOfInterest(text, end);
        }

        return composed.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Whether the text is in Form C already; true is certain, false means that it may change.</summary>
    public static bool IsComposed(ReadOnlySpan<char> text) => NextOfInterest(text, 0) == text.Length;

    private static int NextOfInterest(ReadOnlySpan<char> text, int place)
    {
        while (place < text.Length)
        {
            if (text[place] < FirstOfInterest)
            {
                int low = text[place..].IndexOfAnyExceptInRange('\0', (char)(FirstOfInterest - 1));
                if (low < 0) return text.Length;
                place += low;
            }

            if (IsOfInterest(text, place, out int width)) return place;
            place += width;
        }

        return place;
    }

    private static bool IsOfInterest(ReadOnlySpan<char> text, int place, out int width)
    {
        char unit = text[place];
        bool isPair = char.IsHighSurrogate(unit) && place + 1 < text.Length && char.IsLowSurrogate(text[place + 1]);
        width = isPair ? 2 : 1;
        int code = isPair ? char.ConvertToUtf32(unit, text[place + 1]) : unit;
        return (OfInterest[code >> 6] >> (code & 63) & 1) != 0;
    }

    private static int WidthBefore(string text, int place) =>
        place > 1 && char.IsLowSurrogate(text[place - 1]) && char.IsHighSurrogate(text[place - 2]) ? 2 : 1;

    private static void AppendComposed(ReadOnlySpan<char> text, List<int> codes, StringBuilder composed)
    {
        codes.Clear();
        foreach (Rune rune in text.EnumerateRunes()) Decompose(rune.Value, codes);
        Order(codes);
        int count = ComposeInPlace(codes);
        Span<char> letters = stackalloc char[2];
        for (int i = 0; i < count; i++) composed.Append(letters[..new Rune(codes[i]).EncodeToUtf16(letters)]);
    }

    private static void Decompose(int code, List<int> codes)
    {
        int syllable = code - SyllableBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            codes.Add(LeadBase + (syllable / (VowelCount * TailCount)));
            codes.Add(VowelBase + (syllable / TailCount % VowelCount));
            if (syllable % TailCount > 0) codes.Add(TailBase + (syllable % TailCount));
        }
        else if (Decompositions.TryGetValue(code, out (int First, int Second) parts))
        {
            Decompose(parts.First, codes);
            if (parts.Second >= 0) Decompose(parts.Second, codes);
        }
        else codes.Add(code);
    }

    // Marks after a base stand by class; equal classes keep their order.
    private static void Order(List<int> codes)
    {
        for (int start = 0; start < codes.Count; start++)
        {
            int end = start;
            while (end < codes.Count && Class(codes[end]) > 0) end++;
            if (end - start < 2) continue;
            int[] marks = [.. codes.GetRange(start, end - start).OrderBy(Class)];
            for (int i = 0; i < marks.Length; i++) codes[start + i] = marks[i];
            start = end;
        }
    }

    private static int ComposeInPlace(List<int> codes)
    {
        int count = 0, starter = -1;
        byte last = 0;
        for (int i = 0; i < codes.Count; i++)
        {
            int code = codes[i];
            byte rank = Class(code);
            bool isBlocked = starter >= 0 && count - 1 > starter && (last == 0 || last >= rank);
            if (starter >= 0 && !isBlocked && TryCompose(codes[starter], code, out int whole))
            {
                codes[starter] = whole;
                continue;
            }

            if (rank == 0) starter = count;
            last = rank;
            codes[count++] = code;
        }

        return count;
    }

    private static bool TryCompose(int first, int second, out int whole)
    {
        int lead = first - LeadBase, vowel = second - VowelBase;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            whole = SyllableBase + (((lead * VowelCount) + vowel) * TailCount);
            return true;
        }

        int syllable = first - SyllableBase, tail = second - TailBase;
        if (syllable is >= 0 and < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
        {
            whole = first + tail;
            return true;
        }

        return Compositions.TryGetValue((first, second), out whole);
    }

    private static byte Class(int code) => Classes.GetValueOrDefault(code);

    private static void Load()
    {
        using Stream table = Assembly.GetExecutingAssembly().GetManifestResourceStream("canonical-forms.txt")!;
        using StreamReader reader = new(table);
        bool isClasses = false;
        while (reader.ReadLine() is string line)
        {
            if (line.StartsWith('#')) continue;
            if (line == "classes") isClasses = true;
            else if (isClasses) AddClasses(line.Split(' '));
            else AddDecomposition(line.Split(' '));
        }

        for (int vowel = 0; vowel < VowelCount; vowel++) Mark(VowelBase + vowel);
        for (int tail = 1; tail < TailCount; tail++) Mark(TailBase + tail);
    }

    private static void AddDecomposition(string[] fields)
    {
        int code = Hexadecimal(fields[0]), first = Hexadecimal(fields[1]), second = fields.Length > 2 ? Hexadecimal(fields[2]) : -1;
        Decompositions.Add(code, (first, second));
        if (second >= 0) Mark(second);
        if (second >= 0 && fields.Length == 3) Compositions.Add((first, second), code);
        else Mark(code);
    }

    private static void AddClasses(string[] fields)
    {
        byte rank = byte.Parse(fields[2], CultureInfo.InvariantCulture);
        for (int code = Hexadecimal(fields[0]); code <= Hexadecimal(fields[1]); code++)
        {
            Classes.Add(code, rank);
            Mark(code);
        }
    }

    private static void Mark(int code) => OfInterest[code >> 6] |= 1ul << (code & 63);

    private static int Hexadecimal(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
