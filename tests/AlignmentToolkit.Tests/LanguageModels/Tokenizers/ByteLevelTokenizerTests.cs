using System.Text;
using System.Text.Json.Nodes;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Tests.Datasets;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Tokenizers;

public sealed class ByteLevelTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Merges_follow_their_rank_in_short_and_long_words()
    {
        // ab before bc: in abc the b goes left; bc before anything with it once no a stands before b.
        ByteLevelTokenizer tokenizer = Open(merges: ["a b", "b c", "ab c", "c c"]);
        AssertPieces(tokenizer, "abc", "abc");
        AssertPieces(tokenizer, "bcc", "bc", "c");
        AssertPieces(tokenizer, "ccc", "cc", "c");
        AssertPieces(
            tokenizer,
            string.Concat(Enumerable.Repeat("abcbcc", 40)),
            [.. Enumerable.Repeat(new[] { "abc", "bc", "c" }, 40).SelectMany(x => x)]);
    }

    [Fact]
    public void The_list_and_the_heap_merge_alike()
    {
        // Every text twice: alone, where it is short, and behind a run that no merge touches, where the word is long.
        ByteLevelTokenizer tokenizer = Open(merges: ["a b", "b a", "ab a", "a a", "ab ab", "b b", "aa bb"]);
        string run = new('x', 60);
        Gen.Char["ab"].Array[1, 40].Select(letters => new string(letters)).Sample(text =>
        {
            int[] alone = tokenizer.Encode(text), behind = tokenizer.Encode(run + text);
            Assert.Equal(alone, behind[60..]);
            Assert.Equal(text, tokenizer.Decode(alone));
        });
    }

    [Fact]
    public void A_word_of_a_megabyte_takes_no_quadratic_time()
    {
        ByteLevelTokenizer tokenizer = Open(merges: ["a a", "aa aa"]);
        Assert.Equal(1 << 18, tokenizer.Encode(new string('a', 1 << 20)).Length);
    }

    [Fact]
    public void Any_unicode_text_comes_back()
    {
        ByteLevelTokenizer tokenizer = Open(merges: ["a b"]);
        Gen.String.Sample(text =>
        {
            // Half a surrogate pair has no UTF-8; it counts as the replacement character.
            string expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            int[] ids = tokenizer.Encode(text, EncodingOptions.PlainText);
            Assert.Equal(expected, tokenizer.Decode(ids));
            StringBuilder streamed = new();
            StreamingDecoder decoder = new(tokenizer);
            foreach (int id in ids) streamed.Append(decoder.Append(id));
            Assert.Equal(expected, streamed.Append(decoder.Finish()).ToString());
        });
    }

    [Fact]
    public void A_character_in_pieces_is_shown_when_it_is_whole()
    {
        ByteLevelTokenizer tokenizer = Open();
        int[] ids = tokenizer.Encode("a🦙");
        StreamingDecoder decoder = new(tokenizer);
        Assert.Equal(["a", "", "", "", "🦙"], ids.Select(id => decoder.Append(id).ToString()));
        Assert.Equal("", decoder.Finish().ToString());
        foreach (int id in ids[..3]) decoder.Append(id);
        Assert.Equal("\uFFFD", decoder.Finish().ToString());
    }

    [Fact]
    public void Added_tokens_are_cut_out_first_and_the_longest_counts()
    {
        ByteLevelTokenizer tokenizer = Open(added: [("<|a|>", 300, true), ("<|a|>b", 301, false)]);
        Assert.Equal(302, tokenizer.VocabularySize);
        Assert.Equal([120, 301, 300, 300, 99], tokenizer.Encode("x<|a|>b<|a|><|a|>c"));
        Assert.Equal("x<|a|>", tokenizer.Decode(tokenizer.Encode("x<|a|>")));
        Assert.Equal("x", tokenizer.Decode(tokenizer.Encode("x<|a|>"), skipsSpecialTokens: true));
        Assert.True(tokenizer.TryGetId("<|a|>", out int id) && id == 300 && tokenizer.IsSpecial(300) && !tokenizer.IsSpecial(301));
        Assert.DoesNotContain(300, tokenizer.Encode("<|a|>", EncodingOptions.PlainText));
        Assert.Contains(301, tokenizer.Encode("<|a|>b", EncodingOptions.PlainText));
        Assert.Empty(tokenizer.Piece(-1, 299).ToArray());
        Assert.Empty(tokenizer.Piece(-1, 5000).ToArray());
    }

    [Fact]
    public void A_template_puts_its_marks_around_a_text()
    {
        JsonObject json = Json(added: [("<s>", 256, true), ("</s>", 257, true)]);
        json["post_processor"] = JsonNode.Parse(
            """
            {"type":"Sequence","processors":[{"type":"ByteLevel"},{"type":"TemplateProcessing","single":[
              {"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}]}]}
            """);
        ByteLevelTokenizer tokenizer = Open(json);
        Assert.Equal([256, 97, 257], tokenizer.Encode("a"));
        Assert.Equal([97], tokenizer.Encode("a", EncodingOptions.Rendered));
    }

    [Fact]
    public void A_whole_word_needs_no_merges_where_the_file_says_so()
    {
        JsonObject json = Json(merges: ["b c", "a bc"]);
        json["model"]!["vocab"]!["ab"] = 258;
        json["model"]!["ignore_merges"] = true;
        json["model"]!["merges"] = new JsonArray("b c", "a bc");
        AssertPieces(Open(json), "ab", "ab");
        json["model"]!["ignore_merges"] = false;
        AssertPieces(Open(json), "ab", "a", "b");
    }

    [Fact]
    public void Pairs_of_merges_may_be_lists()
    {
        JsonObject json = Json(merges: ["a b"]);
        json["model"]!["merges"] = new JsonArray(new JsonArray("a", "b"));
        AssertPieces(Open(json), "ab", "ab");
    }

    [Fact]
    public void Ids_that_no_token_has_are_empty()
    {
        JsonObject json = Json(merges: ["a b"]);
        json["model"]!["vocab"]!["ab"] = 1000;
        ByteLevelTokenizer tokenizer = Open(json);
        Assert.Equal(1001, tokenizer.VocabularySize);
        Assert.Equal([1000, 99], tokenizer.Encode("abc"));
        Assert.Equal("abc", tokenizer.Decode([1000, 500, 99]));
    }

    [Fact]
    public void A_file_nested_without_end_is_refused()
    {
        string steps = string.Concat(Enumerable.Repeat("""{"type":"Sequence","normalizers":[""", 5_000));
        string file = _folder.Write("tokenizer.json", Encoding.UTF8.GetBytes($$"""{"normalizer":{{steps}}"""));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => ByteLevelTokenizer.Open(file));
        Assert.Equal(CheckpointError.InvalidTokenizer, refusal.CheckpointError);
    }

    [Theory]
    [InlineData("UnknownTokenizer", "Unigram", "model.type", "\"Unigram\"")]
    [InlineData("UnknownTokenizer", "byte_fallback", "model.byte_fallback", "true")]
    [InlineData("UnknownTokenizer", "NFKC", "normalizer", """{"type":"NFKC"}""")]
    [InlineData("UnknownTokenizer", "Metaspace", "pre_tokenizer", """{"type":"Metaspace"}""")]
    [InlineData("UnknownTokenizer", "absent", "pre_tokenizer", "null")]
    [InlineData("UnknownTokenizer", "\\\\w", "pre_tokenizer",
        """
        {"type":"Sequence","pretokenizers":[
          {"type":"Split","pattern":{"Regex":"\\w+"},"behavior":"Isolated"},{"type":"ByteLevel","use_regex":false}]}
        """)]
    [InlineData("UnknownTokenizer", "BertProcessing", "post_processor", """{"type":"BertProcessing"}""")]
    [InlineData("UnknownTokenizer", "byte 97", "model.vocab", """{"x":1}""")]
    [InlineData("InvalidTokenizer", "a zz", "model.merges", """["a zz"]""")]
    [InlineData("InvalidTokenizer", "abc", "model.merges", """["abc"]""")]
    [InlineData("InvalidTokenizer", "out of range", "model.vocab", """{"x":-1}""")]
    [InlineData("InvalidTokenizer", "out of range", "model.vocab", """{"x":2000000000}""")]
    [InlineData("InvalidTokenizer", "out of range", "model.vocab", """{"x":4194304}""")]
    [InlineData("InvalidTokenizer", "id 97, which another token has too", "model.vocab.ab", "97")]
    [InlineData("InvalidTokenizer", "id 97, which another token has too", "added_tokens", """[{"content":"<x>","id":97}]""")]
    [InlineData("InvalidTokenizer", "id 300, and elsewhere 97", "added_tokens", """[{"content":"a","id":300}]""")]
    [InlineData(
        "InvalidTokenizer", "id 301, and elsewhere 300", "added_tokens", """[{"content":"<x>","id":300},{"content":"<x>","id":301}]""")]
    [InlineData("InvalidTokenizer", "no letters", "added_tokens", """[{"content":"","id":300}]""")]
    [InlineData("InvalidTokenizer", "the field content is missing", "added_tokens", """[{"content":null,"id":300}]""")]
    [InlineData("InvalidTokenizer", "the field id is missing", "added_tokens", """[{"content":"<x>"}]""")]
    [InlineData("InvalidTokenizer", "merge 0", "model.merges", "[[null,null]]")]
    [InlineData("InvalidTokenizer", "is not two tokens", "model.merges", "[null]")]
    [InlineData("InvalidTokenizer", "the field merges is missing", "model.merges", "null")]
    [InlineData("InvalidTokenizer", "the field vocab is missing", "model.vocab", "null")]
    [InlineData("InvalidTokenizer", "the field model is missing", "model", "null")]
    [InlineData("InvalidTokenizer", "", "model", "[]")]
    [InlineData("InvalidTokenizer", "the field single is missing", "post_processor", """{"type":"TemplateProcessing"}""")]
    [InlineData(
        "InvalidTokenizer", "adds <s>, which is no token", "post_processor",
        """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>"}}]}""")]
    [InlineData("InvalidTokenizer", "the field normalizers is missing", "normalizer", """{"type":"Sequence"}""")]
    public void What_is_unknown_or_broken_is_refused_by_name(string error, string name, string place, string value)
    {
        JsonObject json = Json();
        string[] path = place.Split('.');
        JsonObject owner = path[..^1].Aggregate(json, (JsonObject part, string name) => part[name]!.AsObject());
        owner[path[^1]] = JsonNode.Parse(value);
        if (name == "byte 97") owner["vocab"] = new JsonObject(Json()["model"]!["vocab"]!.AsObject().Where(p => p.Key != "a")
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        string file = _folder.Write("tokenizer.json", Encoding.UTF8.GetBytes(json.ToJsonString()));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => ByteLevelTokenizer.Open(file));
        Assert.Equal(error, refusal.CheckpointError.ToString());
        Assert.StartsWith(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertPieces(ITokenizer tokenizer, string text, params string[] pieces) =>
        Assert.Equal(pieces, tokenizer.Encode(text).Select(tokenizer.TokenText));

    private ByteLevelTokenizer Open(string[]? merges = null, (string, int, bool)[]? added = null) => Open(Json(merges, added));

    private ByteLevelTokenizer Open(JsonObject json) =>
        ByteLevelTokenizer.Open(_folder.Write("tokenizer.json", Encoding.UTF8.GetBytes(json.ToJsonString())));

    // Bytes are ids 0 to 255; merged tokens follow from 256.
    private static JsonObject Json(string[]? merges = null, (string Text, int Id, bool IsSpecial)[]? added = null)
    {
        JsonObject vocabulary = [];
        for (int value = 0; value < 256; value++) vocabulary[ByteAlphabet.Letter((byte)value).ToString()] = value;
        foreach (string merge in merges ?? []) vocabulary[merge.Replace(" ", "", StringComparison.Ordinal)] = vocabulary.Count;
        JsonArray tokens = [.. (added ?? []).Select(token => (JsonNode)new JsonObject
        {
            ["content"] = token.Text, ["id"] = token.Id, ["special"] = token.IsSpecial,
        })];
        return new JsonObject
        {
            ["added_tokens"] = tokens,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. (merges ?? []).Select(merge => (JsonNode)merge)]),
            },
        };
    }
}
