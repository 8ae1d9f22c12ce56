using System.Text.Json;

using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Tests.Checkpoints;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Tokenizers;

/// <summary>Ids of the reference, HuggingFace's tokenizers, on every conformance file; check A12 of the AED page.</summary>
public class TokenizerConformanceTests
{
    private static readonly Lazy<ITokenizer> Gpt2 = new(() => Open("gpt2")), Qwen2 = new(() => Open("qwen2"));

    [Theory]
    [InlineData("gpt2", "inputs-83.json", "gpt2_multilingual.json", 83)]
    [InlineData("gpt2", "inputs-30.json", "openai-community__gpt2.json", 30)]
    [InlineData("qwen2", "inputs-83.json", "qwen2_5_multilingual.json", 83)]
    [InlineData("qwen2", "inputs-30.json", "Qwen__Qwen2.5-0.5B.json", 30)]
    public void Every_text_has_the_ids_of_the_reference(string vocabulary, string inputs, string expected, int count)
    {
        ITokenizer tokenizer = Of(vocabulary);
        Dictionary<string, JsonElement> entries = Entries(expected);
        JsonElement texts = Read(inputs);
        int cases = 0;
        foreach (JsonElement input in (texts.ValueKind == JsonValueKind.Array ? texts : texts.GetProperty("inputs")).EnumerateArray())
        {
            string id = input.GetProperty("id").GetString()!, text = input.GetProperty("text").GetString()!;
            int[] ids = tokenizer.Encode(text);
            Assert.True(Ids(entries[id].GetProperty("input_ids")).SequenceEqual(ids), $"{id}: {string.Join(' ', ids)}");
            Assert.Equal(entries[id].GetProperty("decoded_with_special").GetString(), tokenizer.Decode(ids));
            cases++;
        }

        Assert.Equal(count, cases);
    }

    [Fact]
    public void A_page_of_French_has_the_ids_of_the_reference()
    {
        JsonElement sample = Read("gpt2_encoded_tokens.json");
        int[] ids = Gpt2.Value.Encode(sample.GetProperty("text").GetString()!);
        Assert.Equal(Ids(sample.GetProperty("token_ids")), ids);
        Assert.Equal(221, ids.Length);
    }

    [Fact]
    public void Eighteen_awkward_texts_have_the_ids_of_the_reference()
    {
        int cases = 0;
        foreach (JsonElement sample in Read("tokenizer_tests.json").GetProperty("distilgpt2").EnumerateArray())
        {
            Assert.Equal(
                Ids(sample.GetProperty("encoded").GetProperty("input_ids")),
                Gpt2.Value.Encode(sample.GetProperty("input").GetString()!));
            cases++;
        }

        Assert.Equal(18, cases);
    }

    [Theory]
    [InlineData("Hello world", "9707 1879")]
    [InlineData(" Hello World!", "21927 4337 0")]
    [InlineData("Hello, world!", "9707 11 1879 0")]
    [InlineData("3333333", "18 18 18 18 18 18 18")]
    [InlineData("Führer", "37 50753 261")]
    [InlineData("ied 4 ½ months", "1122 220 19 220 26062 3951")]
    [InlineData("w048 7tuijk dsdfhu", "86 15 19 23 220 22 83 1963 41808 11472 2940 16739")]
    [InlineData("нещо на Български", "78762 14144 1456 13073 63471 33594 3038 133178 79012")]
    [InlineData(" this is 🦙.cpp", "419 374 11162 99 247 13 10821")]
    [InlineData("    Hello\n    Hello", "262 21927 198 262 21927")]
    [InlineData("\n =", "198 284")]
    [InlineData("' era", "6 11385")]
    [InlineData("\n\n", "271")]
    [InlineData("\t", "197")]
    [InlineData(
        "Hello, y'all! How are you 😁 ?我想在apple工作1314151天～",
        "9707 11 379 64848 0 2585 525 498 26525 223 937 104100 18493 22377 99257 16 18 16 19 16 20 16 35727 21216")]
    public void Published_samples_of_Qwen2_check_A12(string text, string ids)
    {
        int[] encoded = Qwen2.Value.Encode(text);
        Assert.Equal(ids, string.Join(' ', encoded));
        Assert.Equal(text, Qwen2.Value.Decode(encoded));
    }

    private static ByteLevelTokenizer Open(string vocabulary) =>
        ByteLevelTokenizer.Open(SharedData.Require($"tokenizers/{vocabulary}/tokenizer.json"));

    private static ITokenizer Of(string vocabulary) => vocabulary == "gpt2" ? Gpt2.Value : Qwen2.Value;

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"tokenizers/conformance/{file}"))).RootElement;

    private static Dictionary<string, JsonElement> Entries(string file)
    {
        JsonElement entries = Read(file).GetProperty("entries");
        return entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray().ToDictionary(entry => entry.GetProperty("id").GetString()!)
            : entries.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);
    }

    private static IEnumerable<int> Ids(JsonElement list) => list.EnumerateArray().Select(id => id.GetInt32());
}
