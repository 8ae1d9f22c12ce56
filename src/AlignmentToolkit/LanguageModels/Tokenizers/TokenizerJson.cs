using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Reads <c>tokenizer.json</c> of byte-level byte-pair tokenizers, merges as <c>"a b"</c> or as <c>["a", "b"]</c>.</summary>
internal static class TokenizerJson
{
    /// <exception cref="InvalidDataException">The file is not of the right form, or describes a tokenizer of another kind.</exception>
    public static ByteLevelModel Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);
            return Read(document.RootElement);
        }
        catch (UnknownTokenizerException cause)
        {
            throw CheckpointErrors.Refuse(CheckpointError.UnknownTokenizer, path, cause.Message);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw CheckpointErrors.Refuse(CheckpointError.InvalidTokenizer, path, cause.Message);
        }
    }

    private static ByteLevelModel Read(JsonElement root)
    {
        JsonElement model = TokenizerPipeline.Required(root, "model");
        TokenizerPipeline.RequireByteLevelModel(model);
        Dictionary<string, int> ids = ReadVocabulary(TokenizerPipeline.Required(model, "vocab"));
        byte[][] pieces = Pieces(ids);
        MergeTable merges = ReadMerges(TokenizerPipeline.Required(model, "merges"), ids);
        List<AddedToken> added = ReadAddedTokens(root, ids, ref pieces);
        (int[] before, int[] after) = TokenizerPipeline.Template(root, ids);
        (WordPattern pattern, bool addsPrefixSpace) = TokenizerPipeline.Pattern(root);
        return new ByteLevelModel
        {
            Ids = ids.ToFrozenDictionary(StringComparer.Ordinal),
            Pieces = pieces,
            ByteIds = ByteIds(ids),
            Merges = merges,
            WholeWords = TokenizerPipeline.Flag(model, "ignore_merges") ? Words(pieces, added) : null,
            AddedTokens = new AddedTokens(added.Select(token => (token.Text, token.Id))),
            PlainTokens = new AddedTokens(added.Where(token => !token.IsSpecial).Select(token => (token.Text, token.Id))),
            SpecialIds = added.Where(token => token.IsSpecial).Select(token => token.Id).ToFrozenSet(),
            Pattern = pattern,
            Composes = TokenizerPipeline.Composes(root),
            AddsPrefixSpace = addsPrefixSpace,
            Before = before,
            After = after,
        };
    }

    private static Dictionary<string, int> ReadVocabulary(JsonElement vocabulary)
    {
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach (JsonProperty token in vocabulary.EnumerateObject())
        {
            int id = token.Value.GetInt32();
            RequireId(token.Name, id);
            if (!ids.TryAdd(token.Name, id))
                throw new JsonException($"token {PrintableName.Of(token.Name)} appears twice in the vocabulary");
        }

        return ids;
    }

    // Ids become places in an array; no vocabulary known comes near this.
    private static void RequireId(string token, int id)
    {
        if (id is < 0 or >= 1 << 22) throw new JsonException($"token {PrintableName.Of(token)} has id {id}, which is out of range");
    }

    private static byte[][] Pieces(Dictionary<string, int> ids)
    {
        byte[][] pieces = new byte[ids.Count == 0 ? 0 : ids.Values.Max() + 1][];
        Array.Fill(pieces, []);
        foreach ((string token, int id) in ids)
        {
            if (pieces[id].Length > 0) throw new JsonException($"token {PrintableName.Of(token)} has id {id}, which another token has too");
            pieces[id] = ByteAlphabet.TryBytes(token) ?? Encoding.UTF8.GetBytes(token);
        }

        return pieces;
    }

    private static int[] ByteIds(Dictionary<string, int> ids)
    {
        int[] byteIds = new int[256];
        for (int value = 0; value < byteIds.Length; value++)
        {
            if (!ids.TryGetValue(ByteAlphabet.Letter((byte)value).ToString(), out byteIds[value]))
                throw new UnknownTokenizerException($"the vocabulary has no token for byte {value}, so it is not byte-level");
        }

        return byteIds;
    }

    private static MergeTable ReadMerges(JsonElement merges, Dictionary<string, int> ids)
    {
        MergeTable table = new(merges.GetArrayLength());
        int rank = 0;
        foreach (JsonElement merge in merges.EnumerateArray())
        {
            (string left, string right) = Halves(merge);
            if (!ids.TryGetValue(left, out int leftId) || !ids.TryGetValue(right, out int rightId)
                || !ids.TryGetValue(left + right, out int merged))
            {
                throw new JsonException($"merge {rank}, {PrintableName.Of($"{left} {right}")}, has tokens that the vocabulary lacks");
            }

            table.Add(leftId, rightId, rank++, merged);
        }

        return table;
    }

    private static (string Left, string Right) Halves(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2)
            return (merge[0].GetString() ?? "", merge[1].GetString() ?? "");
        string text = merge.GetString() ?? "";
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 0 || text.LastIndexOf(' ') != space || space == text.Length - 1)
            throw new JsonException($"merge {PrintableName.Of(text)} is not two tokens");
        return (text[..space], text[(space + 1)..]);
    }

    private static List<AddedToken> ReadAddedTokens(JsonElement root, Dictionary<string, int> ids, ref byte[][] pieces)
    {
        List<AddedToken> added = [];
        if (!root.TryGetProperty("added_tokens", out JsonElement tokens) || tokens.ValueKind == JsonValueKind.Null) return added;
        foreach (JsonElement token in tokens.EnumerateArray())
        {
            string text = TokenizerPipeline.Required(token, "content").GetString()!;
            int id = TokenizerPipeline.Required(token, "id").GetInt32();
            RequireId(text, id);
            if (text.Length == 0) throw new JsonException("an added token has no letters");
            bool isKnown = ids.TryGetValue(text, out int known);
            if (isKnown ? known != id : id < pieces.Length && pieces[id].Length > 0)
            {
                throw new JsonException(
                    $"added token {PrintableName.Of(text)} has id {id}, " + (isKnown ? $"and elsewhere {known}" : "which another token has too"));
            }

            foreach (string flag in new[] { "lstrip", "rstrip", "single_word" })
            {
                if (TokenizerPipeline.Flag(token, flag))
                    throw new UnknownTokenizerException($"added token {PrintableName.Of(text)} has {flag}, which is not supported");
            }

            if (id >= pieces.Length)
            {
                int old = pieces.Length;
                Array.Resize(ref pieces, id + 1);
                Array.Fill(pieces, [], old, id + 1 - old);
            }

            pieces[id] = Encoding.UTF8.GetBytes(text);
            ids[text] = id;
            added.Add(new AddedToken(text, id, TokenizerPipeline.Flag(token, "special")));
        }

        return added;
    }

    private static WholeWords Words(byte[][] pieces, List<AddedToken> added)
    {
        HashSet<int> addedIds = [.. added.Select(token => token.Id)];
        WholeWords words = new();
        for (int id = 0; id < pieces.Length; id++)
        {
            if (pieces[id].Length > 0 && !addedIds.Contains(id)) words.Add(pieces[id], id);
        }

        return words;
    }

    private sealed record AddedToken(string Text, int Id, bool IsSpecial);
}
