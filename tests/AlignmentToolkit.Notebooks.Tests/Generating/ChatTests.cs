using System.Text.Json;

using Xunit;

using static AlignmentToolkit.Notebooks.Tests.Generating.GenerateProgram;

namespace AlignmentToolkit.Notebooks.Tests.Generating;

/// <summary><c>toolkit generate --chat</c>: how the question is written and where the answer ends.</summary>
public class ChatTests
{
    private const string Llama = "{{ '<|start_header_id|>' }}{{ '<|end_header_id|>' }}{{ '<|eot_id|>' }}";
    private const string Qwen = "{{ '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}";

    [Theory]
    [InlineData(
        Llama, null,
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData(
        Llama, "Be kind.",
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe kind.<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData(
        Qwen, null,
        "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData(Qwen, "", "<|im_start|>system\n<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n")]
    public async Task The_prompt_is_a_turn_in_the_words_of_the_template(string template, string? system, string rendered)
    {
        using TinyModelFolder folder = TinyModelFolder.ForChat(template);
        string[] arguments = ["--model", folder.Path, "--prompt", "Hi", "--chat", "--max-tokens", "3"];
        JsonElement answer = await Answer(system is null ? arguments : [.. arguments, "--system", system]);
        Assert.Equal(TinyModelFolder.Ids(rendered), Ids(answer, "promptIds"));
        Assert.Equal(["promptIds", "ids", "text", "tokensPerSecond", "reason"], answer.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task Without_chat_the_prompt_is_a_text_that_the_tokenizer_begins()
    {
        using TinyModelFolder folder = TinyModelFolder.ForChat(Llama);
        JsonElement answer = await Answer("--model", folder.Path, "--prompt", "Hi", "--max-tokens", "1");
        Assert.Equal(TinyModelFolder.Ids("<|begin_of_text|>Hi"), Ids(answer, "promptIds"));
    }

    [Theory]
    [InlineData(Llama, "<|eot_id|>")]
    [InlineData(Qwen, "<|im_end|>")]
    public async Task The_end_of_the_turn_ends_the_answer_although_the_checkpoint_names_another_token(string template, string mark)
    {
        using TinyModelFolder folder = TinyModelFolder.ForChat(template);
        string[] arguments = ["--model", folder.Path, "--prompt", "Hi", "--max-tokens", "60", "--temperature", "3"];
        int end = TinyModelFolder.Ids(mark).Single(), ended = 0, passed = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            string[] drawn = [.. arguments, "--seed", $"{seed}"];
            JsonElement answer = await Answer([.. drawn, "--chat"]);
            int[] ids = Ids(answer, "ids");
            Assert.DoesNotContain(end, ids[..^1]);
            if (ids[^1] == end)
            {
                Assert.Equal("end token", answer.GetProperty("reason").GetString());
                ended++;
            }

            if (Ids(await Answer(drawn), "ids").AsSpan()[..^1].Contains(end)) passed++;
        }

        // Both happen about 7 times in 40 answers of 60 tokens out of some 260.
        Assert.True(ended > 0 && passed > 0, $"{ended} answers ended with {mark}, {passed} answers without --chat went on after it");
    }

    [Theory]
    [InlineData("--system Hi is not allowed. Allowed: only together with --chat", "--prompt", "x", "--system", "Hi")]
    [InlineData("--prompt \"\" is not allowed. Allowed: with --chat a text of at least one character", "--chat")]
    public async Task Options_that_make_no_sense_together_are_refused(string complaint, params string[] arguments)
    {
        (int exit, _, string error) = await Run(["--model", "nowhere", .. arguments]);
        Assert.Equal(2, exit);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_a_template_of_its_own_is_refused_by_name()
    {
        using TinyModelFolder bare = new();
        await AssertFails(bare, "neither chat_template.jinja nor a chat_template in tokenizer_config.json");
        bare.Write("chat_template.jinja", Qwen);
        await AssertFails(bare, "the chat template (ChatML) writes <|im_start|>, which is no token of the model's tokenizer");
        bare.Write("chat_template.jinja", "[INST] {{ x }} [/INST]");
        await AssertFails(bare, "the chat template is none of ChatML");

        static async Task AssertFails(TinyModelFolder folder, string complaint)
        {
            (int exit, string output, string error) = await Run(
                ["--model", folder.Path, "--prompt", "Hi", "--chat", "--json"]);
            Assert.Equal(1, exit);
            Assert.Empty(output);
            Assert.StartsWith(folder.Path, error, StringComparison.Ordinal);
            Assert.Contains(complaint, error, StringComparison.Ordinal);
            Assert.Single(error.TrimEnd().Split('\n'));
        }
    }
}
