using System.Text.Json;

using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.LanguageModels.Pretrained;

using Xunit;

using static AlignmentToolkit.Notebooks.Tests.Generating.GenerateProgram;

namespace AlignmentToolkit.Notebooks.Tests.Generating;

/// <summary><c>toolkit generate</c> from its arguments to its text and exit code.</summary>
public class GenerateCommandTests
{
    [Fact]
    public async Task At_temperature_0_every_token_is_the_likeliest_after_those_before_it()
    {
        using TinyModelFolder folder = new();
        JsonElement answer = await Answer("--model", folder.Path, "--prompt", "abc", "--max-tokens", "12", "--temperature", "0");
        int[] ids = Ids(answer, "ids");
        Assert.Equal([.. "abc"u8], Ids(answer, "promptIds").Select(id => (byte)id));
        Assert.Equal(Greedy(folder, "abc", ids.Length), ids);
        Assert.True(ids.Length == 12 || ids[^1] == TinyModelFolder.EndToken);
        Assert.Equal(TinyModelFolder.Text(ids), answer.GetProperty("text").GetString());
        Assert.True(answer.GetProperty("tokensPerSecond").GetDouble() > 0);
    }

    [Fact]
    public async Task The_text_that_is_streamed_is_the_text_of_the_report_for_programs()
    {
        using TinyModelFolder folder = new();
        string[] arguments = ["--model", folder.Path, "--prompt", "x", "--max-tokens", "20", "--temperature", "1.5", "--seed", "7"];
        (int exit, string output, string remarks) = await Run(arguments);
        Assert.Equal(0, exit);
        Assert.Equal((await Answer(arguments)).GetProperty("text").GetString() + Environment.NewLine, output);
        Assert.Contains("tokens/s", remarks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_gives_the_same_answer_at_any_number_of_threads_and_another_seed_another()
    {
        using TinyModelFolder folder = new();
        string[] arguments = ["--model", folder.Path, "--prompt", "x", "--max-tokens", "20", "--temperature", "2"];
        int[] first = Ids(await Answer([.. arguments, "--seed", "one", "--threads", "1"]), "ids");
        Assert.Equal(first, Ids(await Answer([.. arguments, "--seed", "one", "--threads", "2"]), "ids"));
        Assert.NotEqual(first, Ids(await Answer([.. arguments, "--seed", "two"]), "ids"));
        Assert.All(first, id => Assert.InRange(id, 0, TinyModelFolder.EndToken));
    }

    [Fact]
    public async Task A_stop_text_ends_the_answer_and_is_left_out()
    {
        using TinyModelFolder folder = new();
        string[] arguments = ["--model", folder.Path, "--prompt", "x", "--max-tokens", "40", "--temperature", "2"];
        string text = (await Answer(arguments)).GetProperty("text").GetString()!;
        string stop = text.Substring(text.Length / 2, 3);
        JsonElement stopped = await Answer([.. arguments, "--stop", stop]);
        Assert.Equal(text[..text.IndexOf(stop, StringComparison.Ordinal)], stopped.GetProperty("text").GetString());
        Assert.Equal("stop text", stopped.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_published_story_comes_out_word_for_word()
    {
        string? data = Environment.GetEnvironmentVariable("TOOLKIT_DATA");
        string folder = Path.Combine(data ?? "", "stories260K");
        if (data is null || !Directory.Exists(folder)) Assert.Skip("TOOLKIT_DATA has no stories260K.");
        using JsonDocument reference = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "reference.json"), TestContext.Current.CancellationToken));
        string story = await File.ReadAllTextAsync(Path.Combine(folder, "expected-greedy.txt"), TestContext.Current.CancellationToken);
        foreach (string model in (string[])[folder, Path.Combine(folder, "stories260K.bin")])
        {
            JsonElement answer = await Answer("--model", model, "--prompt", "", "--max-tokens", "256", "--temperature", "0");
            int[] ids = [.. Ids(answer, "promptIds"), .. Ids(answer, "ids")];
            Assert.Equal(PublishedIds(reference.RootElement), ids);
            Assert.Equal(story, answer.GetProperty("text").GetString());
        }
    }

    [Theory]
    [InlineData("--max-tokens", "0", "--max-tokens 0 is not allowed")]
    [InlineData("--temperature", "-1", "--temperature -1 is not allowed")]
    [InlineData("--top-p", "1.5", "--top-p 1.5 is not allowed")]
    [InlineData("--top-k", "-1", "--top-k -1 is not allowed")]
    [InlineData("--threads", "0", "--threads 0 is not allowed")]
    [InlineData("--repetition-penalty", "0", "--repetition-penalty 0 is not allowed")]
    [InlineData("--max-tokens", "many", "--max-tokens many is not allowed")]
    public async Task Values_that_are_not_allowed_are_refused_in_one_line(string option, string value, string complaint)
    {
        (int exit, string output, string error) = await Run(["--model", "nowhere", option, value]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task What_is_missing_or_does_not_fit_is_named()
    {
        using TinyModelFolder folder = new();
        await AssertFails(1, "nowhere", "--model", "nowhere");
        await AssertFails(2, "no token to begin a text with", "--model", folder.Path);
        await AssertFails(2, "--prompt has 50 tokens", "--model", folder.Path, "--prompt", new string('a', 50));
        using TinyModelFolder small = new(vocabularySize: 100);
        await AssertFails(1, "the tokenizer has 257 ids", "--model", small.Path, "--prompt", "a");
        File.Delete(Path.Combine(folder.Path, "tokenizer.json"));
        await AssertFails(1, "tokenizer.json", "--model", folder.Path, "--prompt", "a");

        static async Task AssertFails(int code, string complaint, params string[] arguments)
        {
            (int exit, _, string error) = await Run(arguments);
            Assert.Contains(complaint, error, StringComparison.Ordinal);
            Assert.Equal(code, exit);
        }
    }

    /// <summary>Each token from a pass over the whole text before it; tokens that do not exist are left out.</summary>
    private static int[] Greedy(TinyModelFolder folder, string prompt, int length)
    {
        using HuggingFaceFolder checkpoint = HuggingFaceFolder.Open(folder.Path);
        using InferenceModel model = new(checkpoint.Settings, checkpoint.Tensors);
        List<int> context = [.. prompt.Select(letter => (int)letter)];
        for (int i = 0; i < length; i++)
        {
            using InferenceState state = model.NewState(1);
            float[] logits = new float[model.VocabularySize];
            state.Append(0, context.ToArray(), logits);
            context.Add(logits.Take(TinyModelFolder.EndToken + 1).Index().MaxBy(pair => pair.Item).Index);
        }

        return [.. context.Skip(prompt.Length)];
    }

    private static int[] PublishedIds(JsonElement reference) =>
        [.. reference.GetProperty("greedy").GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
}
