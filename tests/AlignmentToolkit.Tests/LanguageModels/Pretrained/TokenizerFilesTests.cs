using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Chat;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Tests.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Pretrained;

/// <summary>A model, its tokenizer and its chat template belong together.</summary>
public sealed class TokenizerFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_llama2_file_finds_the_tokenizer_beside_it()
    {
        using IPretrainedModel model = PretrainedModel.Open(SharedData.Require("stories260K/stories260K.bin"));
        Assert.Equal(512, Assert.IsType<Llama2Tokenizer>(model.Tokenizer).VocabularySize);
        Assert.Same(model.Tokenizer, model.Tokenizer);
        Assert.Null(model.ChatTemplate);
    }

    [Fact]
    public void A_llama2_tokenizer_of_another_size_is_refused_with_both_sizes()
    {
        string model = SharedData.Require("stories260K/stories260K.bin"), tokenizer = SharedData.Require("stories260K/tok512.bin");
        _folder.Write("m.bin", File.ReadAllBytes(model));
        using IPretrainedModel alone = PretrainedModel.Open(_folder.Path);
        Assert.Null(alone.Tokenizer);
        _folder.Write("tokenizer.bin", File.ReadAllBytes(tokenizer).AsSpan(..^11));
        using IPretrainedModel open = PretrainedModel.Open(_folder.Path);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => open.Tokenizer);
        Assert.Equal(CheckpointError.TokenizerMismatch, refusal.CheckpointError);
        Assert.Contains("511 ids, where the model has 512", refusal.Message, StringComparison.Ordinal);
        _folder.Write("tok512.bin", File.ReadAllBytes(tokenizer));
        using IPretrainedModel again = PretrainedModel.Open(_folder.Path);
        Assert.NotNull(again.Tokenizer);
    }

    [Fact]
    public void A_folder_brings_its_tokenizer_and_template()
    {
        byte[] tokenizer = File.ReadAllBytes(SharedData.Require("tokenizers/gpt2/tokenizer.json"));
        TinyCheckpoints.Save(TinyCheckpoints.Llama with { VocabularySize = 50_300 }, _folder.Path);
        using HuggingFaceFolder bare = HuggingFaceFolder.Open(_folder.Path);
        Assert.Null(bare.Tokenizer);
        Assert.Null(bare.ChatTemplate);
        _folder.Write("tokenizer.json", tokenizer);
        _folder.Write("tokenizer_config.json", """{"chat_template":"<|im_start|>You are a helpful assistant.<|im_end|>"}"""u8);
        using HuggingFaceFolder folder = HuggingFaceFolder.Open(_folder.Path);
        Assert.Equal([31373, 995], folder.Tokenizer!.Encode("hello world"));
        Assert.Same(ChatMarkupTemplate.Qwen2, folder.ChatTemplate);
        _folder.Write("chat_template.jinja", "<|start_header_id|><|eot_id|>"u8);
        using HuggingFaceFolder newer = HuggingFaceFolder.Open(_folder.Path);
        Assert.Same(Llama3ChatTemplate.WithoutDates, newer.ChatTemplate);
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        TinyCheckpoints.Save(TinyCheckpoints.Llama, _folder.Path);
        _folder.Write("tokenizer.json", File.ReadAllBytes(SharedData.Require("tokenizers/gpt2/tokenizer.json")));
        _folder.Write("tokenizer_config.json", """{"chat_template":[{"name":"default","template":"[INST]"}]}"""u8);
        using HuggingFaceFolder folder = HuggingFaceFolder.Open(_folder.Path);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => folder.Tokenizer);
        Assert.Equal(CheckpointError.TokenizerMismatch, refusal.CheckpointError);
        Assert.Contains("50257 ids, where the model has 40", refusal.Message, StringComparison.Ordinal);
        refusal = Assert.Throws<InvalidDataException>(() => folder.ChatTemplate);
        Assert.Equal(CheckpointError.UnknownChatTemplate, refusal.CheckpointError);
    }
}
