using System.Globalization;
using System.Text;
using System.Text.Json;

using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.LanguageModels.Tokenizers;

using Tokenizer = Microsoft.ML.Tokenizers.Tokenizer;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>Text to ids and back with the vocabularies of GPT-2 and Qwen2.</summary>
/// <remarks>Everybody keeps the words seen last, as many as each does by itself; the long text has some 21,000 different ones.</remarks>
public sealed class TokenizerSuite : ISuite
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("TOOLKIT_DATA") ?? "data";

    /// <inheritdoc/>
    public string Name => "tokenizers";

    /// <inheritdoc/>
    public string Description => "text to ids and back against Microsoft.ML.Tokenizers";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        // One text is the work of one thread on all sides.
        if (threads > 1 || !Directory.Exists(Path.Combine(Folder, "tokenizers"))) yield break;
        foreach ((string title, string name) in new[] { ("GPT-2", "gpt2"), ("Qwen2", "qwen2") })
        {
            string path = Path.Combine(Folder, "tokenizers", name, "tokenizer.json");
            ByteLevelTokenizer ours = ByteLevelTokenizer.Open(path);
            MicrosoftTokenizers microsoft = new(path);
            (string Name, Tokenizer Of)[] peers =
                [("TiktokenTokenizer", microsoft.NewTiktoken(ours)), ("BpeTokenizer", microsoft.NewBpe())];
            string[] samples = Agreed(title, ours, peers, Samples());
            string page = string.Join('\n', samples), book = Book(samples);
            yield return Encoding($"{title}, English and code, a hundredth in many scripts", book, ours, peers);
            yield return Encoding($"{title}, {samples.Length} lines in many scripts", page, ours, peers);
            yield return Decoding(title, book, ours, peers);
            yield return Streaming(title, book, ours);
        }
    }

    private static Comparison Encoding(string title, string text, ITokenizer ours, (string Name, Tokenizer Of)[] peers)
    {
        int[] ids = ours.Encode(text);
        foreach ((string name, Tokenizer peer) in peers)
        {
            if (!ids.SequenceEqual(peer.EncodeToIds(text)))
                throw new InvalidOperationException($"Ids of '{title}' differ from those of {name}.");
        }

        return new Comparison(
            $"encode {title}",
            () => ours.Encode(text),
            [.. peers.Select(peer => new Peer(peer.Name, () => peer.Of.EncodeToIds(text), Bar: 1))],
            ByteCount(text),
            "B");
    }

    private static Comparison Decoding(string title, string text, ITokenizer ours, (string Name, Tokenizer Of)[] peers)
    {
        int[] ids = ours.Encode(text);
        if (ours.Decode(ids) != text) throw new InvalidOperationException($"Decoding with {title} gives another text.");
        foreach ((string name, Tokenizer peer) in peers)
        {
            if (peer.Decode(ids) != text) throw new InvalidOperationException($"Decoding '{title}' differs from that of {name}.");
        }

        return new Comparison(
            $"decode {title}, {ids.Length} ids",
            () => ours.Decode(ids),
            [.. peers.Select(peer => new Peer(peer.Name, () => peer.Of.Decode(ids), Bar: 1))],
            ByteCount(text),
            "B");
    }

    // The others have no decoder that waits for the rest of a character.
    private static Comparison Streaming(string title, string text, ITokenizer ours)
    {
        int[] ids = ours.Encode(text);
        StreamingDecoder decoder = new(ours);
        int letters = 0;
        return new Comparison($"decode {title} id by id", Stream, [], ByteCount(text), "B");

        void Stream()
        {
            foreach (int id in ids) letters += decoder.Append(id).Length;
            letters += decoder.Finish().Length;
        }
    }

    private static int ByteCount(string text) => System.Text.Encoding.UTF8.GetByteCount(text);

    // The others see two surrogates where there is a letter beyond the Basic Multilingual Plane, and cut between them.
    private static string[] Agreed(string title, ITokenizer ours, (string Name, Tokenizer Of)[] peers, string[] samples)
    {
        string[] agreed = [.. samples.Where(sample => peers.All(peer => ours.Encode(sample).SequenceEqual(peer.Of.EncodeToIds(sample))))];
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: {samples.Length - agreed.Length} of {samples.Length} lines left out, of which the ids differ"));
        return agreed;
    }

    // Conversations and their answers, after each a line in another script.
    private static string Book(string[] samples)
    {
        using JsonDocument document = Read("preferences", "dpo_en_demo.json");
        StringBuilder book = new();
        foreach ((int index, JsonElement pair) in document.RootElement.EnumerateArray().Index())
        {
            foreach (JsonElement turn in pair.GetProperty("conversations").EnumerateArray()) Append(turn);
            Append(pair.GetProperty("chosen"));
            Append(pair.GetProperty("rejected"));
            book.Append(samples[index % samples.Length]).Append('\n');
        }

        return book.ToString();

        void Append(JsonElement turn) => book.Append(turn.GetProperty("value").GetString()).Append('\n');
    }

    // Form C of a text is what comes back from the ids of a tokenizer that composes.
    private static string[] Samples()
    {
        ByteLevelTokenizer composing = ByteLevelTokenizer.Open(Path.Combine(Folder, "tokenizers", "qwen2", "tokenizer.json"));
        using JsonDocument many = Read("tokenizers", "conformance", "inputs-83.json");
        using JsonDocument few = Read("tokenizers", "conformance", "inputs-30.json");
        return
        [
            .. Inputs(many).Concat(Inputs(few)).Select(input => composing.Decode(composing.Encode(input.GetProperty("text").GetString()!))),
        ];

        static IEnumerable<JsonElement> Inputs(JsonDocument document) => document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.EnumerateArray()
            : document.RootElement.GetProperty("inputs").EnumerateArray();
    }

    private static JsonDocument Read(params string[] path) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine([Folder, .. path])));
}
