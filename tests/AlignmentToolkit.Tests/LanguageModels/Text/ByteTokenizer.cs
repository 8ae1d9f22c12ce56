using System.Text;

using AlignmentToolkit.LanguageModels.Tokenizers;

namespace AlignmentToolkit.Tests.LanguageModels.Text;

/// <summary>Tokens that are given pieces of text, cut anywhere, also within a character.</summary>
internal sealed class ByteTokenizer(params byte[][] pieces) : ITokenizer
{
    public int VocabularySize => pieces.Length;

    public void Encode(ReadOnlySpan<char> text, List<int> ids, EncodingOptions options) => throw new NotSupportedException();

    public ReadOnlySpan<byte> Piece(int previous, int id) => pieces[id];

    public bool IsSpecial(int id) => pieces[id].Length == 0;

    public bool TryGetId(string token, out int id) =>
        (id = Array.FindIndex(pieces, piece => piece.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(token)))) >= 0;
}
