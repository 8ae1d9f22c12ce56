using AlignmentToolkit.LanguageModels.Chat;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Tests.Checkpoints;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Chat;

/// <summary>Renderings of section 9.5 of the AED page.</summary>
public class ChatTemplateTests
{
    private static readonly ChatMessage[] Conversation =
    [
        new(ChatRole.System, " Be brief. "), new(ChatRole.User, "Hi\n"), new(ChatRole.Assistant, "Hello."), new(ChatRole.User, "Bye"),
    ];

    [Fact]
    public void Llama_3_2_always_has_a_system_turn_with_its_dates()
    {
        const string Dates = "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
            + "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n";
        Assert.Equal(
            Dates + "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
            Llama3ChatTemplate.WithDates.Render([new(ChatRole.User, "Hi")]));
        Assert.Equal(
            Dates + "Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|>"
                + "<|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|>",
            Llama3ChatTemplate.WithDates.Render(Conversation, addsGenerationPrompt: false));
        Assert.Contains("Today Date: 24 Nov 2026\n", Llama3ChatTemplate.On("24 Nov 2026").Render([]), StringComparison.Ordinal);
        Assert.Equal(
            "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>",
            Llama3ChatTemplate.WithoutDates.Render([new(ChatRole.User, "Hi")], addsGenerationPrompt: false));
    }

    [Fact]
    public void Qwen_writes_texts_as_they_are_and_greets_where_nobody_instructs()
    {
        Assert.Equal(
            "<|im_start|>system\n Be brief. <|im_end|>\n<|im_start|>user\nHi\n<|im_end|>\n<|im_start|>assistant\nHello.<|im_end|>\n"
                + "<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n",
            ChatMarkupTemplate.Qwen2.Render(Conversation));
        const string Hi = "<|im_start|>user\nHi<|im_end|>\n";
        ChatMessage[] hi = [new(ChatRole.User, "Hi")];
        Assert.Equal(
            "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n" + Hi,
            ChatMarkupTemplate.Qwen2.Render(hi, addsGenerationPrompt: false));
        Assert.Equal(
            "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n" + Hi,
            ChatMarkupTemplate.Qwen25.Render(hi, addsGenerationPrompt: false));
        Assert.Equal(Hi, new ChatMarkupTemplate(null).Render(hi, addsGenerationPrompt: false));
    }

    [Fact]
    public void A_tokenizer_that_lacks_a_mark_is_refused()
    {
        ITokenizer tokenizer = Llama2Tokenizer.Open(SharedData.Require("stories260K/tok512.bin"));
        Assert.Equal("<|im_start|>", ChatMarkupTemplate.Qwen2.MissingMark(tokenizer));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => ChatMarkupTemplate.Qwen2.Encode(tokenizer, Conversation));
        Assert.Contains("no token <|im_start|>, which ChatML needs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_of_a_rendered_text_are_one_token_each()
    {
        ITokenizer tokenizer = ByteLevelTokenizer.Open(SharedData.Require("tokenizers/qwen2/tokenizer.json"));
        int[] ids = ChatMarkupTemplate.Qwen2.Encode(tokenizer, [Conversation[3]]);
        Assert.Equal([151644, 151645, 151644, 151645, 151644], ids.Where(id => id > 151643));
        Assert.Equal(ChatMarkupTemplate.Qwen2.Render([Conversation[3]]), tokenizer.Decode(ids));
    }

    [Fact]
    public void A_system_message_is_the_first_or_none() => Assert.Contains(
        "Message 1",
        Assert.Throws<ArgumentException>(() => ChatMarkupTemplate.Qwen2.Render([Conversation[1], Conversation[0]])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Families_are_recognised_by_their_marks()
    {
        Assert.Same(ChatMarkupTemplate.Qwen2, ChatTemplateFile.Recognise(
            "{% for message in messages %}{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}{% endfor %}"));
        Assert.Same(ChatMarkupTemplate.Qwen25, ChatTemplateFile.Recognise(
            "'<|im_start|>system\\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\\n'"));
        Assert.Null(Assert.IsType<ChatMarkupTemplate>(ChatTemplateFile.Recognise("<|im_start|>{{ x }}<|im_end|>")).DefaultSystem);
        Assert.Same(Llama3ChatTemplate.WithDates, ChatTemplateFile.Recognise(
            "<|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023 <|eot_id|>"));
        Assert.Same(Llama3ChatTemplate.WithoutDates, ChatTemplateFile.Recognise("<|start_header_id|><|eot_id|>"));
        Assert.Null(ChatTemplateFile.Recognise("[INST] {{ x }} [/INST]"));
        Assert.Null(ChatTemplateFile.Recognise("<|im_start|><think></think><|im_end|>"));
    }
}
