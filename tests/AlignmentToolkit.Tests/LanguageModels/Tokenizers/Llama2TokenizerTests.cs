using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Tests.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Tokenizers;

public sealed class Llama2TokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ids_of_the_published_story_decode_to_its_text_at_once_and_one_by_one()
    {
        Llama2Tokenizer tokenizer = Open();
        int[] ids = [.. Reference().GetProperty("greedy").GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
        string story = File.ReadAllText(SharedData.Require("stories260K/expected-greedy.txt"));
        Assert.Equal(story, tokenizer.Decode(ids, skipsSpecialTokens: true));
        StringBuilder streamed = new();
        StreamingDecoder decoder = new(tokenizer);
        foreach (int id in ids) streamed.Append(decoder.Append(id));
        Assert.Equal(story, streamed.ToString());
    }

    [Fact]
    public void Prompts_have_the_reference_ids()
    {
        Llama2Tokenizer tokenizer = Open();
        int cases = 0;
        foreach (JsonElement prompt in Reference().GetProperty("prompts").EnumerateArray())
        {
            string text = prompt.GetProperty("text").GetString()!;
            int[] ids = tokenizer.Encode(text);
            Assert.Equal(prompt.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()), ids);
            Assert.Equal(text, tokenizer.Decode(ids, skipsSpecialTokens: true));
            cases++;
        }

        Assert.Equal(5, cases);
    }

    [Fact]
    public void A_character_without_a_piece_falls_into_bytes()
    {
        Llama2Tokenizer tokenizer = Open();
        int[] ids = tokenizer.Encode("ж🦙", EncodingOptions.PlainText);
        Assert.Equal([0xD0 + 3, 0xB6 + 3, 0xF0 + 3, 0x9F + 3, 0xA6 + 3, 0x99 + 3], ids[1..]);
        Assert.Equal(" ж🦙", tokenizer.Decode(ids));
        Assert.Equal([1], tokenizer.Encode(""));
        Assert.Equal(512, tokenizer.VocabularySize);
    }

    [Fact]
    public void The_highest_score_merges_first_and_the_leftmost_of_equals()
    {
        Llama2Tokenizer tokenizer = Open([("a", 0), ("b", 0), (" ", 0), ("ab", -1), ("ba", -2), ("aa", -1), ("aba", -3), ("aaa", -1)]);
        AssertPieces("bab", " ", "b", "ab");
        AssertPieces("aaba", " ", "aa", "ba");
        AssertPieces("aaa", " ", "aaa");
        AssertPieces("aaaa", " ", "aaa", "a");

        void AssertPieces(string text, params string[] pieces) =>
            Assert.Equal(pieces, tokenizer.Encode(text, EncodingOptions.PlainText).Select(tokenizer.TokenText));
    }

    [Fact]
    public void A_broken_file_is_refused()
    {
        byte[] good = Bytes([("a", 0)]);
        Llama2Tokenizer.Open(_folder.Write("t", good));
        AssertRefused([]);
        AssertRefused(good[..^1]);
        AssertRefused(good[..200]);
        AssertRefused([.. good, 0]);
        AssertRefused([1, 0, 0, 0, .. good[4..]]);
        AssertRefused([0, 0, 0, 128, .. good[4..]]);
        AssertRefused([1, 1, 0, 0, .. good[4..]]);
        AssertRefused(Bytes([("a", float.NaN)]));

        void AssertRefused(byte[] bytes)
        {
            string path = _folder.Write("bad", bytes);
            InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Llama2Tokenizer.Open(path));
            Assert.Equal(CheckpointError.InvalidTokenizer, refusal.CheckpointError);
            Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        }
    }

    private static Llama2Tokenizer Open() => Llama2Tokenizer.Open(SharedData.Require("stories260K/tok512.bin"));

    private static JsonElement Reference() =>
        JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("stories260K/reference.json"))).RootElement;

    private Llama2Tokenizer Open((string, float)[] pieces) => Llama2Tokenizer.Open(_folder.Write("t", Bytes(pieces)));

    private static byte[] Bytes((string Text, float Score)[] pieces)
    {
        IEnumerable<(string Text, float Score)> all =
        [
            ("<unk>", 0), ("\n<s>\n", 0), ("\n</s>\n", 0), .. Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 0f)), .. pieces,
        ];
        List<byte> bytes = [7, 0, 0, 0];
        byte[] number = new byte[4];
        foreach ((string text, float score) in all)
        {
            byte[] letters = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteSingleLittleEndian(number, score);
            bytes.AddRange(number);
            BinaryPrimitives.WriteInt32LittleEndian(number, letters.Length);
            bytes.AddRange(number);
            bytes.AddRange(letters);
        }

        return [.. bytes];
    }
}
