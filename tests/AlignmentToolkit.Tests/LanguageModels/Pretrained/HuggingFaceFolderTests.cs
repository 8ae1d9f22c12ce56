using System.Text.Json.Nodes;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.Tests.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Pretrained;

public sealed class HuggingFaceFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Settings => Path.Combine(_folder.Path, "config.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_trained_model_opens_with_its_published_shape()
    {
        string settings = SharedData.Require("stories260K/hf/config.json");
        using HuggingFaceFolder folder = HuggingFaceFolder.Open(Path.GetDirectoryName(settings)!);
        Assert.Equal(TransformerPresets.Stories260K, folder.Settings);
        Assert.Equal(1, folder.Generation.BeginId);
        Assert.Equal([2], folder.Generation.EndIds);
    }

    [Theory]
    [InlineData(
        "rope_theta moves",
        """
        {"rope_theta":null,"rope_scaling":null,"rope_parameters":{"rope_type":"llama3","rope_theta":500000.0,"factor":32.0,
        "low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":8192}}
        """)]
    [InlineData(
        "old key of the kind",
        """
        {"rope_scaling":{"type":"llama3","factor":32,"low_freq_factor":1,"high_freq_factor":4,"original_max_position_embeddings":8192}}
        """)]
    [InlineData("derived head size", """{"head_dim":null}""")]
    [InlineData("kind by model_type", """{"architectures":null}""")]
    [InlineData("silent on tying", """{"tie_word_embeddings":null}""")]
    [InlineData(
        "other spellings",
        """{"dtype":"bfloat16","use_sliding_window":false,"sliding_window":4096,"max_window_layers":3,"use_cache":true}""")]
    public void Every_spelling_of_the_settings_is_read(string spelling, string changes)
    {
        TinyCheckpoints.Save(TinyCheckpoints.Llama, _folder.Path);
        Change(changes);
        using HuggingFaceFolder folder = HuggingFaceFolder.Open(_folder.Path);
        Assert.True(TinyCheckpoints.Llama == folder.Settings, spelling);
    }

    [Fact]
    public void Without_scaling_there_is_none()
    {
        TinyCheckpoints.Save(TinyCheckpoints.Qwen2, _folder.Path);
        Change("""{"rope_scaling":null,"rope_theta":null,"rope_parameters":{"rope_type":"default","rope_theta":1000000}}""");
        using HuggingFaceFolder folder = HuggingFaceFolder.Open(_folder.Path);
        Assert.Equal(TinyCheckpoints.Qwen2, folder.Settings);
    }

    [Theory]
    [InlineData("UnknownArchitecture", "MistralForCausalLM", """{"architectures":["MistralForCausalLM"]}""")]
    [InlineData("UnknownArchitecture", "qwen3", """{"architectures":null,"model_type":"qwen3"}""")]
    [InlineData("UnknownArchitecture", "yarn", """{"rope_scaling":{"rope_type":"yarn","factor":4}}""")]
    [InlineData("UnknownArchitecture", "gelu", """{"hidden_act":"gelu"}""")]
    [InlineData("UnknownArchitecture", "attention_bias", """{"attention_bias":true}""")]
    [InlineData("UnknownArchitecture", "use_sliding_window", """{"use_sliding_window":true}""")]
    [InlineData("QuantisedCheckpoint", "quantization_config", """{"quantization_config":{"bits":4}}""")]
    [InlineData("InvalidSettings", "vocab_size", """{"vocab_size":null}""")]
    [InlineData("InvalidSettings", "vocab_size", """{"vocab_size":"40"}""")]
    [InlineData("InvalidSettings", "vocab_size", """{"vocab_size":40.5}""")]
    [InlineData("InvalidSettings", "rope_scaling.factor", """{"rope_scaling":{"rope_type":"llama3","factor":null}}""")]
    [InlineData("InvalidSettings", "HeadCount", """{"num_key_value_heads":3}""")]
    [InlineData("InvalidSettings", "num_attention_heads", """{"num_attention_heads":0}""")]
    [InlineData("InvalidSettings", "num_hidden_layers should be positive, and is -3 (", """{"num_hidden_layers":-3}""")]
    [InlineData("InvalidSettings", "NormEpsilon is positive and finite, not -1 (", """{"rms_norm_eps":-1}""")]
    [InlineData("MissingTensor", "model.layers.2.input_layernorm.weight [32]", """{"num_hidden_layers":3}""")]
    [InlineData("MissingTensor", "model.layers.2.input_layernorm.weight [32]", """{"num_hidden_layers":2000000000}""")]
    [InlineData("UnexpectedTensor", "model.layers.1.", """{"num_hidden_layers":1}""")]
    [InlineData("TensorMismatch", "should have shape [41, 32]", """{"vocab_size":41}""")]
    [InlineData("MissingTensor", "lm_head.weight", """{"tie_word_embeddings":false}""")]
    [InlineData("MissingTensor", "q_proj.bias", """{"architectures":["Qwen2ForCausalLM"]}""")]
    public void Settings_that_do_not_fit_are_refused_by_name(string error, string name, string changes)
    {
        TinyCheckpoints.Save(TinyCheckpoints.Llama, _folder.Path);
        Change(changes);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => HuggingFaceFolder.Open(_folder.Path).Dispose());
        Assert.Equal(error, refusal.CheckpointError.ToString());
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantised_weights_are_refused_by_name()
    {
        TinyCheckpoints.Save(TinyCheckpoints.Llama, _folder.Path);
        string model = Path.Combine(_folder.Path, "model.safetensors");
        using (SafeTensorsFile file = SafeTensorsFile.Open(model))
        {
            SafeTensorsWriter writer = new();
            foreach (TensorEntry entry in file.Entries.Where(entry => entry.Name != TensorNames.FinalNorm)) writer.Add(file, entry.Name);
            writer.Add(TensorNames.FinalNorm, TensorElementType.Int8, new TensorShape(32), new byte[32]).SaveTo(model);
        }

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => HuggingFaceFolder.Open(_folder.Path));
        Assert.Equal(CheckpointError.QuantisedCheckpoint, refusal.CheckpointError);
        Assert.Contains("model.norm.weight I8 [32]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Proposals_for_generation_are_read_and_fall_back_to_the_settings()
    {
        TinyCheckpoints.Save(TinyCheckpoints.Llama, _folder.Path);
        Change("""{"bos_token_id":7,"eos_token_id":8,"pad_token_id":null}""");
        File.WriteAllText(
            Path.Combine(_folder.Path, "generation_config.json"),
            """{"eos_token_id":[8,9],"do_sample":true,"temperature":0.6,"top_p":0.9,"top_k":20,"repetition_penalty":1.05}""");
        using HuggingFaceFolder folder = HuggingFaceFolder.Open(_folder.Path);
        GenerationDefaults generation = folder.Generation;
        Assert.Equal([8, 9], generation.EndIds);
        Assert.Equal(
            (7, null, true, 0.6, 0.9, 20, 1.05, null, null),
            (generation.BeginId, generation.PaddingId, generation.DoesSample, generation.Temperature, generation.TopP, generation.TopK,
                generation.RepetitionPenalty, generation.MinP, generation.MaxNewTokens));
    }

    [Fact]
    public void A_folder_without_settings_or_tensors_is_refused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => HuggingFaceFolder.Open(Path.Combine(_folder.Path, "absent")));
        Assert.Equal(CheckpointError.NoCheckpoint, Refusal());
        TinyCheckpoints.Save(TinyCheckpoints.Llama, _folder.Path);
        File.WriteAllText(Settings, "{");
        Assert.Equal(CheckpointError.InvalidSettings, Refusal());
        File.Delete(Settings);
        Assert.Equal(CheckpointError.InvalidSettings, Refusal());

        CheckpointError? Refusal() =>
            Assert.Throws<InvalidDataException>(() => HuggingFaceFolder.Open(_folder.Path)).CheckpointError;
    }

    private void Change(string changes)
    {
        JsonObject settings = JsonNode.Parse(File.ReadAllText(Settings))!.AsObject();
        foreach ((string key, JsonNode? value) in JsonNode.Parse(changes)!.AsObject()) settings[key] = value?.DeepClone();
        File.WriteAllText(Settings, settings.ToJsonString());
    }
}
