namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>The letters that stand for bytes in the files of byte-level tokenizers [Radford 2019].</summary>
/// <remarks>
/// Bytes 33–126, 161–172 and 174–255 stand for themselves, the other 68 in order for U+0100…: a space is Ġ, a line feed Ċ.
/// </remarks>
internal static class ByteAlphabet
{
    private static readonly char[] Letters = new char[256];
    private static readonly Dictionary<char, byte> Bytes = [];

    static ByteAlphabet()
    {
        char other = '\u0100';
        for (int value = 0; value < 256; value++)
        {
            bool isItself = value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
            Letters[value] = isItself ? (char)value : other++;
            Bytes.Add(Letters[value], (byte)value);
        }
    }

    /// <summary>The letter of a byte.</summary>
    public static char Letter(byte value) => Letters[value];

    /// <summary>The bytes that a token's letters stand for; null where a letter stands for none.</summary>
    public static byte[]? TryBytes(string token)
    {
        byte[] bytes = new byte[token.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!Bytes.TryGetValue(token[i], out bytes[i])) return null;
        }

        return bytes;
    }
}
