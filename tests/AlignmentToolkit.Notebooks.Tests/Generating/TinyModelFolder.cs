using System.Text;
using System.Text.Json;

using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Pretrained;

namespace AlignmentToolkit.Notebooks.Tests.Generating;

/// <summary>A folder with an untrained Llama whose tokens are the 256 bytes, an end token, and rows that no token has.</summary>
internal sealed class TinyModelFolder : IDisposable
{
    public const int EndToken = 256;

    /// <summary>Marks of <see cref="ForChat"/>, from the id after the end token on.</summary>
    public static readonly string[] ChatMarks =
        ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|im_start|>", "<|im_end|>"];

    public TinyModelFolder(int vocabularySize = 260)
        : this(vocabularySize, contextLength: 48, [])
    {
    }

    private TinyModelFolder(int vocabularySize, int contextLength, string[] marks)
    {
        Settings = TinyCheckpoints.Llama with { VocabularySize = vocabularySize, ContextLength = contextLength };
        Path = Directory.CreateTempSubdirectory("tiny-model-").FullName;
        TinyCheckpoints.Save(Settings, Path);
        Write("generation_config.json", $$"""{"eos_token_id":{{EndToken}}}""");
        Write("tokenizer.json", Tokenizer(marks));
    }

    public string Path { get; }

    public TransformerSettings Settings { get; }

    /// <summary>A model with a chat template, whose tokenizer by itself begins every text with the first of the marks.</summary>
    public static TinyModelFolder ForChat(string template)
    {
        TinyModelFolder folder = new(270, contextLength: 160, ChatMarks);
        folder.Write("chat_template.jinja", template);
        return folder;
    }

    public void Write(string name, string content) => File.WriteAllText(System.IO.Path.Combine(Path, name), content);

    /// <summary>Ids of a text in which marks stand.</summary>
    public static IEnumerable<int> Ids(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            int mark = Array.FindIndex(ChatMarks, mark => string.CompareOrdinal(text, i, mark, 0, mark.Length) == 0);
            yield return mark < 0 ? text[i] : EndToken + 1 + mark;
            i += mark < 0 ? 1 : ChatMarks[mark].Length;
        }
    }

    public static string Text(IEnumerable<int> ids) =>
        Encoding.UTF8.GetString([.. ids.Where(id => id < 256).Select(id => (byte)id)]);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Tokenizer(string[] marks)
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
            ["added_tokens"] = marks.Prepend("<|endoftext|>").Select((mark, index) => new Dictionary<string, object>
            {
                ["id"] = EndToken + index,
                ["content"] = mark,
                ["special"] = true,
            }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new Dictionary<string, object> { ["type"] = "ByteLevel", ["add_prefix_space"] = false },
            ["post_processor"] = marks.Length == 0 ? null : Before(marks[0]),
            ["decoder"] = new Dictionary<string, object> { ["type"] = "ByteLevel" },
            ["model"] = new Dictionary<string, object>
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = Array.Empty<string>(),
            },
        });
    }

    private static Dictionary<string, object> Before(string mark) => new()
    {
        ["type"] = "TemplateProcessing",
        ["single"] = new Dictionary<string, object>[]
        {
            new() { ["SpecialToken"] = new Dictionary<string, object> { ["id"] = mark, ["type_id"] = 0 } },
            new() { ["Sequence"] = new Dictionary<string, object> { ["id"] = "A", ["type_id"] = 0 } },
        },
    };
}
