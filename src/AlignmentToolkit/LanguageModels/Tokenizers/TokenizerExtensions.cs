using System.Buffers;
using System.Text;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>What every <see cref="ITokenizer"/> can do besides.</summary>
public static class TokenizerExtensions
{
    /// <summary>The ids of a text, with the marks that the tokenizer puts around it.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="text">The text.</param>
    public static int[] Encode(this ITokenizer tokenizer, string text) => tokenizer.Encode(text, EncodingOptions.Default);

    /// <summary>The ids of a text.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="text">The text.</param>
    /// <param name="options">What to do about special tokens.</param>
    public static int[] Encode(this ITokenizer tokenizer, string text, EncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(text);

        // About as many ids as a text in English has.
        List<int> ids = new((text.Length / 4) + 16);
        tokenizer.Encode(text, ids, options);
        return [.. ids];
    }

    /// <summary>The text of ids; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="skipsSpecialTokens">Whether special tokens are left out.</param>
    public static string Decode(this ITokenizer tokenizer, ReadOnlySpan<int> ids, bool skipsSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArrayBufferWriter<byte> bytes = new(Math.Max(16, 4 * ids.Length));
        int previous = -1;
        foreach (int id in ids)
        {
            if (!(skipsSpecialTokens && tokenizer.IsSpecial(id))) bytes.Write(tokenizer.Piece(previous, id));
            previous = id;
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The text of one token for a table: what it adds in the middle of a text.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="id">The id.</param>
    public static string TokenText(this ITokenizer tokenizer, int id)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return Encoding.UTF8.GetString(tokenizer.Piece(int.MaxValue, id));
    }
}
