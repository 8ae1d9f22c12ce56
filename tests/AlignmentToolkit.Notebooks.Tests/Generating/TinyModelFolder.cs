using System.Text;
using System.Text.Json;

using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Pretrained;

namespace AlignmentToolkit.Notebooks.Tests.Generating;

/// <summary>A folder with an untrained Llama whose tokens are the 256 bytes, an end token, and rows that no token has.</summary>
internal sealed class TinyModelFolder : IDisposable
{
    public const int EndToken = 256;

    public TinyModelFolder(int vocabularySize = 260)
    {
        Settings = TinyCheckpoints.Llama with { VocabularySize = vocabularySize, ContextLength = 48 };
        Path = Directory.CreateTempSubdirectory("tiny-model-").FullName;
        TinyCheckpoints.Save(Settings, Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "generation_config.json"), $$"""{"eos_token_id":{{EndToken}}}""");
        File.WriteAllText(System.IO.Path.Combine(Path, "tokenizer.json"), Tokenizer());
    }

    public string Path { get; }

    public TransformerSettings Settings { get; }

    public static string Text(IEnumerable<int> ids) =>
        Encoding.UTF8.GetString([.. ids.Where(id => id < 256).Select(id => (byte)id)]);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Tokenizer()
    {
        // Bytes that print stand for themselves, the others for letters from U+0100 on, in order.
        Dictionary<string, int> vocabulary = [];
        int other = 0x100;
        for (int value = 0; value < 256; value++)
        {
            bool prints = value is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
            vocabulary.Add(((char)(prints ? value : other++)).ToString(), value);
        }

        return JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["added_tokens"] = new[]
            {
                new Dictionary<string, object> { ["id"] = EndToken, ["content"] = "<|endoftext|>", ["special"] = true },
            },
            ["normalizer"] = null,
            ["pre_tokenizer"] = new Dictionary<string, object> { ["type"] = "ByteLevel", ["add_prefix_space"] = false },
            ["post_processor"] = null,
            ["decoder"] = new Dictionary<string, object> { ["type"] = "ByteLevel" },
            ["model"] = new Dictionary<string, object>
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = Array.Empty<string>(),
            },
        });
    }
}
