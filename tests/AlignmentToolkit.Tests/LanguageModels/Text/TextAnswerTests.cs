using System.Text;

using AlignmentToolkit.Decoding;
using AlignmentToolkit.LanguageModels.Text;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Decoding;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Text;

public class TextAnswerTests
{
    // é and 🦙 in halves, so that most tokens are no character.
    private static readonly ByteTokenizer s_tokenizer = new(
        [.. "a"u8], [.. "bc"u8], [0xC3], [0xA9], [0xF0, 0x9F], [0xA6, 0x99], [.. " "u8], []);

    [Fact]
    public void Pieces_put_together_are_the_text_of_all_tokens()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            using Generation generation = New(seed);
            string[] pieces = [.. new TextAnswer(generation, s_tokenizer).Stream(TestContext.Current.CancellationToken)];
            Assert.Equal(Text(generation.Answer), string.Concat(pieces));
        }
    }

    [Fact]
    public void A_stop_text_ends_the_answer_before_it()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            using Generation whole = New(seed);
            string text = new TextAnswer(whole, s_tokenizer).ToEnd(TestContext.Current.CancellationToken);
            using Generation generation = New(seed);
            TextAnswer answer = new(generation, s_tokenizer, ["bca", "é "]);
            string stopped = answer.ToEnd(TestContext.Current.CancellationToken);
            int[] found = [.. ((string[])["bca", "é "]).Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0)];
            Assert.Equal(found.Length > 0, answer.IsStoppedByText);
            Assert.Equal(found.Length > 0 ? text[..found.Min()] : text, stopped);
        }
    }

    [Fact]
    public async Task An_asynchronous_answer_is_the_same()
    {
        using Generation first = New(1);
        using Generation second = New(1);
        string expected = new TextAnswer(first, s_tokenizer).ToEnd(TestContext.Current.CancellationToken);
        StringBuilder text = new();
        await foreach (string piece in new TextAnswer(second, s_tokenizer).StreamAsync(TestContext.Current.CancellationToken))
            text.Append(piece);
        Assert.Equal(expected, text.ToString());
    }

    private static string Text(ReadOnlySpan<int> tokens)
    {
        List<byte> bytes = [];
        foreach (int token in tokens) bytes.AddRange(s_tokenizer.Piece(-1, token));
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static Generation New(int seed) => new(
        new TableModel(8), [7], new GenerationSettings { MaximumTokens = 30 }, RandomStream.From($"text-answer/{seed}"));
}
