using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using AlignmentToolkit.LanguageModels.Tokenizers;

using Microsoft.ML.Tokenizers;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>Tokenizers of Microsoft.ML.Tokenizers with the vocabulary, the merges and the pattern of a <c>tokenizer.json</c>.</summary>
/// <remarks>They put nothing into Form C: give them texts that are in it.</remarks>
internal sealed class MicrosoftTokenizers
{
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private readonly Dictionary<string, int> _ids;
    private readonly string[] _merges;
    private readonly Regex _pattern;

    /// <param name="path">The file.</param>
    public MicrosoftTokenizers(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement model = document.RootElement.GetProperty("model");
        _ids = model.GetProperty("vocab").EnumerateObject().ToDictionary(token => token.Name, token => token.Value.GetInt32());
        _merges = [.. model.GetProperty("merges").EnumerateArray().Select(merge => merge.GetString()!)];
        JsonElement words = document.RootElement.GetProperty("pre_tokenizer");
        _pattern = new Regex(
            words.TryGetProperty("pretokenizers", out JsonElement steps)
                ? steps[0].GetProperty("pattern").GetProperty("Regex").GetString()!
                : Gpt2Pattern,
            RegexOptions.Compiled | RegexOptions.CultureInvariant);
    }

    /// <summary>The one that merges letters by the list of merges.</summary>
    public Microsoft.ML.Tokenizers.Tokenizer NewBpe() => BpeTokenizer.Create(new BpeOptions(_ids)
    {
        Merges = _merges,
        ByteLevel = true,
        PreTokenizer = new RegexPreTokenizer(_pattern, specialTokens: null),
    });

    /// <summary>The one that merges bytes by the ids, which in these vocabularies grow in the order of the merges.</summary>
    /// <param name="ours">Knows the bytes of every id.</param>
    public Microsoft.ML.Tokenizers.Tokenizer NewTiktoken(ITokenizer ours)
    {
        StringBuilder ranks = new();
        foreach (int id in _ids.Values.Order().Where(id => !ours.IsSpecial(id)))
            ranks.Append(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(ours.Piece(-1, id))} {id}\n");
        using MemoryStream file = new(Encoding.ASCII.GetBytes(ranks.ToString()));
        return TiktokenTokenizer.Create(file, new RegexPreTokenizer(_pattern, specialTokens: null), normalizer: null);
    }
}
