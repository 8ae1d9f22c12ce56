using System.Text.Json;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>Reads and writes <c>config.json</c> of the Llama and Qwen2 families, in the spellings of old and new exports.</summary>
internal static class HuggingFaceSettings
{
    private const string Llama = "LlamaForCausalLM";
    private const string Qwen2 = "Qwen2ForCausalLM";

    /// <param name="path">The file.</param>
    /// <param name="hasHead">Whether the checkpoint holds a head of its own; decides where the file is silent.</param>
    /// <exception cref="InvalidDataException">A value is missing or out of range, or the architecture is not one that is run.</exception>
    public static TransformerSettings Read(string path, bool hasHead)
    {
        JsonFields fields = JsonFields.Read(path);
        string architecture = Architecture(fields);
        RefuseVariants(path, fields, architecture);
        int heads = Positive(fields, "num_attention_heads"), hidden = Positive(fields, "hidden_size");
        if (!fields.Has("head_dim") && hidden % heads != 0)
            throw fields.Refuse("hidden_size", $"a multiple of num_attention_heads = {heads} where head_dim is absent");
        TransformerSettings settings = new()
        {
            VocabularySize = Positive(fields, "vocab_size"),
            HiddenSize = hidden,
            FeedForwardSize = Positive(fields, "intermediate_size"),
            LayerCount = Positive(fields, "num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = fields.Int32OrNull("num_key_value_heads") ?? heads,
            HeadSize = fields.Int32OrNull("head_dim") ?? hidden / heads,
            ContextLength = Positive(fields, "max_position_embeddings"),
            RotaryBase = fields.ObjectOrNull("rope_parameters")?.DoubleOrNull("rope_theta") ?? fields.DoubleOrNull("rope_theta") ?? 10_000,
            RotaryScaling = Scaling(fields),
            NormEpsilon = (float)(fields.DoubleOrNull("rms_norm_eps") ?? 1e-6),
            HasTiedHead = fields.BooleanOrNull("tie_word_embeddings") ?? !hasHead,
            HasQueryKeyValueBias = architecture == Qwen2,
        };
        try
        {
            settings.Validate();
        }
        catch (ArgumentException cause)
        {
            throw CheckpointErrors.Refuse(CheckpointError.InvalidSettings, path, SettingRequirement.Sentence(cause), cause);
        }

        return settings;
    }

    /// <summary>Writes the file so that HuggingFace's own programs read it.</summary>
    public static void Write(TransformerSettings settings, string path) => AtomicFile.Write(path, stream =>
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        bool isQwen = settings.HasQueryKeyValueBias;
        json.WriteStartObject();
        json.WriteStartArray("architectures");
        json.WriteStringValue(isQwen ? Qwen2 : Llama);
        json.WriteEndArray();
        json.WriteString("model_type", isQwen ? "qwen2" : "llama");
        json.WriteNumber("vocab_size", settings.VocabularySize);
        json.WriteNumber("hidden_size", settings.HiddenSize);
        json.WriteNumber("intermediate_size", settings.FeedForwardSize);
        json.WriteNumber("num_hidden_layers", settings.LayerCount);
        json.WriteNumber("num_attention_heads", settings.HeadCount);
        json.WriteNumber("num_key_value_heads", settings.KeyValueHeadCount);
        json.WriteNumber("head_dim", settings.HeadSize);
        json.WriteString("hidden_act", "silu");
        json.WriteNumber("max_position_embeddings", settings.ContextLength);
        json.WriteNumber("rms_norm_eps", settings.NormEpsilon);
        json.WriteNumber("rope_theta", settings.RotaryBase);
        if (settings.RotaryScaling is Llama3RotaryScaling scaling) WriteScaling(json, scaling);
        else json.WriteNull("rope_scaling");
        json.WriteBoolean("tie_word_embeddings", settings.HasTiedHead);
        json.WriteEndObject();
    });

    private static void WriteScaling(Utf8JsonWriter json, Llama3RotaryScaling scaling)
    {
        json.WriteStartObject("rope_scaling");
        json.WriteString("rope_type", "llama3");
        json.WriteNumber("factor", scaling.Factor);
        json.WriteNumber("low_freq_factor", scaling.LowFrequencyFactor);
        json.WriteNumber("high_freq_factor", scaling.HighFrequencyFactor);
        json.WriteNumber("original_max_position_embeddings", scaling.OriginalContextLength);
        json.WriteEndObject();
    }

    private static string Architecture(JsonFields fields)
    {
        IReadOnlyList<string> named = fields.Strings("architectures");
        string? architecture = named.Count > 0 ? named[0] : fields.StringOrNull("model_type") switch
        {
            "llama" => Llama,
            "qwen2" => Qwen2,
            string other => other,
            null => null,
        };
        if (architecture is Llama or Qwen2) return architecture;
        throw fields.Unknown($"architecture {architecture ?? "(none named)"} is unknown; {Llama} and {Qwen2} are run");
    }

    private static void RefuseVariants(string path, JsonFields fields, string architecture)
    {
        if (fields.Has("quantization_config"))
            throw CheckpointErrors.Refuse(
                CheckpointError.QuantisedCheckpoint, path, "quantization_config is set; the weights should be plain numbers");
        string activation = fields.StringOrNull("hidden_act") ?? "silu";
        if (activation != "silu") throw fields.Unknown($"hidden_act should be silu, and is {activation}");
        if (architecture == Llama && fields.BooleanOrNull("attention_bias") == true)
            throw fields.Unknown("attention_bias should be false: Llama with biases is not run");
        foreach (string flag in new[] { "mlp_bias", "use_sliding_window" })
        {
            if (fields.BooleanOrNull(flag) == true) throw fields.Unknown($"{flag} should be false, and is true");
        }

        if (fields.DoubleOrNull("partial_rotary_factor") is double share && share != 1)
            throw fields.Unknown("partial_rotary_factor should be 1: heads are rotated as a whole");
    }

    private static Llama3RotaryScaling? Scaling(JsonFields fields)
    {
        if ((fields.ObjectOrNull("rope_scaling") ?? fields.ObjectOrNull("rope_parameters")) is not JsonFields scaling) return null;
        string kind = scaling.StringOrNull("rope_type") ?? scaling.StringOrNull("type") ?? "default";
        if (kind == "default") return null;
        if (kind != "llama3") throw fields.Unknown($"rotary scaling {kind} is unknown; llama3 and default are run");
        return new Llama3RotaryScaling
        {
            Factor = scaling.DoubleOrNull("factor") ?? throw scaling.Refuse("factor", "a number"),
            LowFrequencyFactor = scaling.DoubleOrNull("low_freq_factor") ?? throw scaling.Refuse("low_freq_factor", "a number"),
            HighFrequencyFactor = scaling.DoubleOrNull("high_freq_factor") ?? throw scaling.Refuse("high_freq_factor", "a number"),
            OriginalContextLength = scaling.Int32("original_max_position_embeddings"),
        };
    }

    private static int Positive(JsonFields fields, string key)
    {
        int value = fields.Int32(key);
        return value > 0 ? value : throw fields.Refuse(key, "positive");
    }
}
