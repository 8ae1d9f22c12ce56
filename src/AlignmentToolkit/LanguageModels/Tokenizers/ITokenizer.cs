namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Text to token ids and back. Safe to use from several threads at once.</summary>
public interface ITokenizer
{
    /// <summary>One more than the largest id.</summary>
    int VocabularySize { get; }

    /// <summary>Appends the ids of a text.</summary>
    /// <param name="text">The text; halves of surrogate pairs count as U+FFFD.</param>
    /// <param name="ids">The list to append to.</param>
    /// <param name="options">What to do about special tokens.</param>
    void Encode(ReadOnlySpan<char> text, List<int> ids, EncodingOptions options);

    /// <summary>The bytes that a token adds to a text: UTF-8, though a character may be spread over several tokens.</summary>
    /// <param name="previous">The id before it; −1 at the start of a text.</param>
    /// <param name="id">The id. One that the tokenizer does not know, such as a padding row of the model, adds nothing.</param>
    ReadOnlySpan<byte> Piece(int previous, int id);

    /// <summary>Whether a token is a mark of structure rather than text.</summary>
    /// <param name="id">The id.</param>
    bool IsSpecial(int id);

    /// <summary>The id of a token written exactly so, special tokens included.</summary>
    /// <param name="token">For example <c>&lt;|im_end|&gt;</c>.</param>
    /// <param name="id">Its id.</param>
    bool TryGetId(string token, out int id);
}
