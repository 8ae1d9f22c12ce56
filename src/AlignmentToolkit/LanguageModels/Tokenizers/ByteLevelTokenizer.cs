using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Byte-level byte-pair encoding: GPT-2, Qwen2, Llama-3 and their kin [Radford 2019; Sennrich 2016].</summary>
/// <remarks>
/// Added tokens are cut out of the text; the rest is normalised, cut into words, and the UTF-8 bytes of every word are merged by rank.
/// Words are found character by character, not UTF-16 unit by unit, so letters beyond the Basic Multilingual Plane are letters.
/// </remarks>
public sealed class ByteLevelTokenizer : ITokenizer
{
    private readonly ByteLevelModel _model;
    private readonly WordCache _cache = new();

    internal ByteLevelTokenizer(ByteLevelModel model) => _model = model;

    /// <inheritdoc/>
    public int VocabularySize => _model.Pieces.Length;

    /// <summary>Reads <c>tokenizer.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not such a file, or describes a tokenizer of another kind; the message says which
    /// part.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ByteLevelTokenizer Open(string path) => new(TokenizerJson.Read(path));

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<char> text, List<int> ids, EncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (options.AddsSpecialTokens) ids.AddRange(_model.Before);
        AddedTokens added = options.RecognisesSpecialTokens ? _model.AddedTokens : _model.PlainTokens;
        while (added.TryFind(text, out int start, out int length, out int id))
        {
            EncodeWords(text[..start], ids);
            ids.Add(id);
            text = text[(start + length)..];
        }

        EncodeWords(text, ids);
        if (options.AddsSpecialTokens) ids.AddRange(_model.After);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Piece(int previous, int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        return id < _model.Pieces.Length ? _model.Pieces[id] : [];
    }

    /// <inheritdoc/>
    public bool IsSpecial(int id) => _model.SpecialIds.Contains(id);

    /// <inheritdoc/>
    public bool TryGetId(string token, out int id) => _model.Ids.TryGetValue(token, out id);

    private void EncodeWords(ReadOnlySpan<char> text, List<int> ids)
    {
        if (text.IsEmpty) return;
        if (_model.Composes && !CanonicalComposition.IsComposed(text)) text = CanonicalComposition.Compose(text.ToString());
        if (_model.AddsPrefixSpace && text[0] != ' ') text = $" {text}";
        byte[] bytes = ArrayPool<byte>.Shared.Rent(256);
        for (int start = 0; start < text.Length;)
        {
            int end = _model.Pattern.WordEnd(text, start);
            ReadOnlySpan<char> word = text[start..end];
            start = end;
            if (bytes.Length < 3 * word.Length)
            {
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = ArrayPool<byte>.Shared.Rent(3 * word.Length);
            }

            EncodeWord(bytes.AsSpan(0, Encoding.UTF8.GetBytes(word, bytes)), ids);
        }

        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void EncodeWord(ReadOnlySpan<byte> word, List<int> ids)
    {
        if (word.Length > WordCache.LongestWord)
        {
            Merge(word, ids);
            return;
        }

        if (_cache.Find(word, out int place) is int[] known)
        {
            ids.AddRange(known.AsSpan());
            return;
        }

        int before = ids.Count;
        Merge(word, ids);
        _cache.Put(place, word, CollectionsMarshal.AsSpan(ids)[before..]);
    }

    private void Merge(ReadOnlySpan<byte> word, List<int> ids)
    {
        if (_model.WholeWords is not null && _model.WholeWords.TryGetValue(word, out int whole))
        {
            ids.Add(whole);
            return;
        }

        int[] rented = ArrayPool<int>.Shared.Rent(word.Length);
        Span<int> tokens = rented.AsSpan(0, word.Length);
        for (int i = 0; i < word.Length; i++) tokens[i] = _model.ByteIds[word[i]];
        ids.AddRange(tokens[..TokenMerger.Merge(_model.Merges, tokens)]);
        ArrayPool<int>.Shared.Return(rented);
    }
}
