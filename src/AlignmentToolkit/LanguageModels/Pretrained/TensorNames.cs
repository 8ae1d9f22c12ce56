using System.Globalization;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>Names and shapes of the tensors of Llama and Qwen2 checkpoints, as HuggingFace writes them. Layers count from 0.</summary>
public static class TensorNames
{
    /// <summary>Token embedding, [V, H]; also the head where that is tied.</summary>
    public const string Embedding = "model.embed_tokens.weight";

    /// <summary>Last RMSNorm, [H].</summary>
    public const string FinalNorm = "model.norm.weight";

    /// <summary>Matrix of the logits, [V, H]; absent where it is tied to the embedding.</summary>
    public const string Head = "lm_head.weight";

    /// <summary>RMSNorm before attention, [H].</summary>
    /// <param name="layer">The layer.</param>
    public static string AttentionNorm(int layer) => InLayer(layer, "input_layernorm.weight");

    /// <summary>W_q, [n_h d, H].</summary>
    /// <param name="layer">The layer.</param>
    public static string Query(int layer) => InLayer(layer, "self_attn.q_proj.weight");

    /// <summary>W_k, [n_k d, H].</summary>
    /// <param name="layer">The layer.</param>
    public static string Key(int layer) => InLayer(layer, "self_attn.k_proj.weight");

    /// <summary>W_v, [n_k d, H].</summary>
    /// <param name="layer">The layer.</param>
    public static string Value(int layer) => InLayer(layer, "self_attn.v_proj.weight");

    /// <summary>W_o, [H, n_h d].</summary>
    /// <param name="layer">The layer.</param>
    public static string AttentionOutput(int layer) => InLayer(layer, "self_attn.o_proj.weight");

    /// <summary>Bias of the queries, [n_h d]; Qwen2 only.</summary>
    /// <param name="layer">The layer.</param>
    public static string QueryBias(int layer) => InLayer(layer, "self_attn.q_proj.bias");

    /// <summary>Bias of the keys, [n_k d]; Qwen2 only.</summary>
    /// <param name="layer">The layer.</param>
    public static string KeyBias(int layer) => InLayer(layer, "self_attn.k_proj.bias");

    /// <summary>Bias of the values, [n_k d]; Qwen2 only.</summary>
    /// <param name="layer">The layer.</param>
    public static string ValueBias(int layer) => InLayer(layer, "self_attn.v_proj.bias");

    /// <summary>RMSNorm before the feed-forward layer, [H].</summary>
    /// <param name="layer">The layer.</param>
    public static string FeedForwardNorm(int layer) => InLayer(layer, "post_attention_layernorm.weight");

    /// <summary>W_gate, [I, H].</summary>
    /// <param name="layer">The layer.</param>
    public static string Gate(int layer) => InLayer(layer, "mlp.gate_proj.weight");

    /// <summary>W_up, [I, H].</summary>
    /// <param name="layer">The layer.</param>
    public static string Up(int layer) => InLayer(layer, "mlp.up_proj.weight");

    /// <summary>W_down, [H, I].</summary>
    /// <param name="layer">The layer.</param>
    public static string Down(int layer) => InLayer(layer, "mlp.down_proj.weight");

    /// <summary>Every tensor of a model, in the order of the forward pass.</summary>
    /// <param name="settings">The model.</param>
    /// <exception cref="ArgumentException">The settings do not fit together.</exception>
    public static IReadOnlyList<TensorRequirement> All(TransformerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        return [.. OneByOne(settings)];
    }

    /// <summary>The same, each named when it is asked for: a hostile file may announce billions of layers.</summary>
    internal static IEnumerable<TensorRequirement> OneByOne(TransformerSettings settings)
    {
        TensorShape vocabulary = new(settings.VocabularySize, settings.HiddenSize);
        yield return new(Embedding, vocabulary);
        for (int layer = 0; layer < settings.LayerCount; layer++)
        {
            foreach (TensorRequirement requirement in Layer(settings, layer)) yield return requirement;
        }

        yield return new(FinalNorm, new TensorShape(settings.HiddenSize));
        if (!settings.HasTiedHead) yield return new(Head, vocabulary);
    }

    private static IEnumerable<TensorRequirement> Layer(TransformerSettings settings, int layer)
    {
        long hidden = settings.HiddenSize, feedForward = settings.FeedForwardSize;
        long queries = settings.QuerySize, keys = settings.KeyValueSize;
        yield return new(AttentionNorm(layer), new TensorShape(hidden));
        yield return new(Query(layer), new TensorShape(queries, hidden));
        yield return new(Key(layer), new TensorShape(keys, hidden));
        yield return new(Value(layer), new TensorShape(keys, hidden));
        if (settings.HasQueryKeyValueBias)
        {
            yield return new(QueryBias(layer), new TensorShape(queries));
            yield return new(KeyBias(layer), new TensorShape(keys));
            yield return new(ValueBias(layer), new TensorShape(keys));
        }

        yield return new(AttentionOutput(layer), new TensorShape(hidden, queries));
        yield return new(FeedForwardNorm(layer), new TensorShape(hidden));
        yield return new(Gate(layer), new TensorShape(feedForward, hidden));
        yield return new(Up(layer), new TensorShape(feedForward, hidden));
        yield return new(Down(layer), new TensorShape(hidden, feedForward));
    }

    private static string InLayer(int layer, string part) =>
        string.Create(CultureInfo.InvariantCulture, $"model.layers.{layer}.{part}");
}
