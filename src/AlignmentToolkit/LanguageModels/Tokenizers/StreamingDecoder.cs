using System.Text;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Turns ids into text one by one, holding back the bytes of a character until the last of them has come.</summary>
/// <remarks>What it gives, put together, is what <see cref="TokenizerExtensions.Decode"/> gives for all ids at once.</remarks>
public sealed class StreamingDecoder
{
    private readonly ITokenizer _tokenizer;
    private readonly bool _skipsSpecialTokens;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _letters = new char[32];
    private int _previous;

    /// <summary>A decoder at the start of a text.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="skipsSpecialTokens">Whether special tokens are left out.</param>
    /// <param name="previous">The id before the first one, such as the last of a prompt; −1 at the start of a text.</param>
    public StreamingDecoder(ITokenizer tokenizer, bool skipsSpecialTokens = true, int previous = -1)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        _tokenizer = tokenizer;
        _skipsSpecialTokens = skipsSpecialTokens;
        _previous = previous;
    }

    /// <summary>The letters that became certain with one more id, possibly none; valid until the next call.</summary>
    /// <param name="id">The id.</param>
    public ReadOnlySpan<char> Append(int id)
    {
        ReadOnlySpan<byte> piece = _skipsSpecialTokens && _tokenizer.IsSpecial(id) ? [] : _tokenizer.Piece(_previous, id);
        _previous = id;
        return Decode(piece, flush: false);
    }

    /// <summary>What is left: U+FFFD where the text ends within a character. The decoder is at the start of a text again.</summary>
    public ReadOnlySpan<char> Finish()
    {
        _previous = -1;
        return Decode([], flush: true);
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        // At most one letter a byte, and one more for a character cut short earlier.
        if (_letters.Length < bytes.Length + 4) _letters = new char[bytes.Length + 4];
        int count = _decoder.GetChars(bytes, _letters, flush);
        return _letters.AsSpan(0, count);
    }
}
