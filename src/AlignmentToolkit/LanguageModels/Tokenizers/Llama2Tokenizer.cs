using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>The tokenizer of llama2.c (<c>tokenizer.bin</c>, <c>tok512.bin</c>): pieces with scores, as SentencePiece trains them [Kudo
/// 2018].</summary>
/// <remarks>
/// A text gets a space in front and falls into its characters (one without a piece into bytes, byte b being id b + 3); then the adjacent
/// pair whose joined piece scores highest merges, the leftmost of equals, until none is a piece. Ids 0 unknown, 1 begin, 2 end.
/// The file: the length of the longest piece, then of each its score (binary32), length and bytes.
/// </remarks>
public sealed class Llama2Tokenizer : ITokenizer
{
    private const int Begin = 1, End = 2, FirstByte = 3, LongestPiece = 256;

    private readonly byte[][] _pieces;
    private readonly byte[][] _outputs;
    private readonly WholeWords _ids = new();
    private readonly MergeTable _merges;

    private Llama2Tokenizer(byte[][] pieces, float[] scores)
    {
        _pieces = pieces;
        _outputs = [.. pieces.Select(Output)];
        for (int id = 0; id < pieces.Length; id++) _ids.Add(pieces[id], id);
        _merges = Merges(scores);
    }

    /// <inheritdoc/>
    public int VocabularySize => _pieces.Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not a tokenizer of llama2.c.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Llama2Tokenizer Open(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        List<byte[]> pieces = [];
        List<float> scores = [];
        if (bytes.Length < sizeof(int)) throw Refuse("it is shorter than its first number");
        int longest = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (longest is < 1 or > LongestPiece) throw Refuse($"its longest piece has {longest} bytes, where 1 to {LongestPiece} are sensible");
        for (int place = sizeof(int); place < bytes.Length;)
        {
            int length = bytes.Length - place >= 8 ? BinaryPrimitives.ReadInt32LittleEndian(bytes[(place + 4)..]) : -1;
            if (length < 0 || length > longest || length > bytes.Length - place - 8)
                throw Refuse($"piece {pieces.Count} at byte {place} is cut short, or longer than the {longest} bytes announced");
            scores.Add(BinaryPrimitives.ReadSingleLittleEndian(bytes[place..]));
            if (!float.IsFinite(scores[^1])) throw Refuse($"piece {pieces.Count} has score {scores[^1]}");
            pieces.Add(bytes.Slice(place + 8, length).ToArray());
            place += 8 + length;
        }

        if (pieces.Count < FirstByte + 256) throw Refuse($"{pieces.Count} pieces do not hold the {FirstByte} marks and 256 bytes");
        return new Llama2Tokenizer([.. pieces], [.. scores]);

        InvalidDataException Refuse(string reason) => CheckpointErrors.Refuse(CheckpointError.InvalidTokenizer, path, reason);
    }

    /// <inheritdoc/>
    /// <remarks>The begin token is the only mark ever added; no letters stand for a mark.</remarks>
    public void Encode(ReadOnlySpan<char> text, List<int> ids, EncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (options.AddsSpecialTokens) ids.Add(Begin);
        if (text.IsEmpty) return;
        int start = ids.Count;
        AppendCharacter(new Rune(' '), ids);
        foreach (Rune rune in text.EnumerateRunes()) AppendCharacter(rune, ids);
        int count = TokenMerger.Merge(_merges, CollectionsMarshal.AsSpan(ids)[start..]);
        CollectionsMarshal.SetCount(ids, start + count);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Piece(int previous, int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        if (id >= _outputs.Length) return [];
        ReadOnlySpan<byte> piece = _outputs[id];

        // The space that encoding put in front of the text.
        return previous == Begin && piece.Length > 0 && piece[0] == ' ' ? piece[1..] : piece;
    }

    /// <inheritdoc/>
    public bool IsSpecial(int id) => id is >= 0 and < FirstByte;

    /// <inheritdoc/>
    public bool TryGetId(string token, out int id) => _ids.TryGetValue(Encoding.UTF8.GetBytes(token), out id);

    private void AppendCharacter(Rune rune, List<int> ids)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes = bytes[..rune.EncodeToUtf8(bytes)];
        if (_ids.TryGetValue(bytes, out int id)) ids.Add(id);
        else foreach (byte value in bytes) ids.Add(value + FirstByte);
    }

    // A piece is the merger of each two pieces that it falls into; ranks are scores counted from the highest.
    private MergeTable Merges(float[] scores)
    {
        Dictionary<float, int> ranks = scores.Distinct().OrderDescending().Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        List<(int Left, int Right, int Rank, int Merged)> merges = [];
        for (int id = 0; id < _pieces.Length; id++)
        {
            ReadOnlySpan<byte> piece = _pieces[id];
            if (!_ids.TryGetValue(piece, out int first) || first != id) continue;
            for (int cut = 1; cut < piece.Length; cut++)
            {
                if (_ids.TryGetValue(piece[..cut], out int left) && _ids.TryGetValue(piece[cut..], out int right))
                    merges.Add((left, right, ranks[scores[id]], id));
            }
        }

        MergeTable table = new(merges.Count);
        foreach ((int left, int right, int rank, int merged) in merges) table.Add(left, right, rank, merged);
        return table;
    }

    // "<0x0A>" stands for the byte itself.
    private static byte[] Output(byte[] piece) =>
        piece.Length == 6 && piece.AsSpan().StartsWith("<0x"u8) && piece[5] == '>'
        && byte.TryParse(piece.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
            ? [value]
            : piece;
}
