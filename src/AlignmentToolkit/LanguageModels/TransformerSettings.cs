namespace AlignmentToolkit.LanguageModels;

/// <summary>The shape of a decoder-only transformer of the Llama family (Llama, Qwen2): everything that fixes its tensors and its forward
/// pass.</summary>
/// <remarks>
/// Per layer: RMSNorm, grouped-query attention with rotary embedding, RMSNorm, SwiGLU [Touvron 2023]. Linear maps have no bias, except
/// q, k and v where <see cref="HasQueryKeyValueBias"/> (Qwen2). Whoever builds a model calls <see cref="Validate"/> first.
/// </remarks>
public sealed record TransformerSettings
{
    /// <summary>V: number of rows of the token embedding and of logits (<c>vocab_size</c>), positive.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>H: width of the residual stream (<c>hidden_size</c>), positive.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>I: width of the SwiGLU layer (<c>intermediate_size</c>), positive.</summary>
    public required int FeedForwardSize { get; init; }

    /// <summary>Number of layers (<c>num_hidden_layers</c>), positive.</summary>
    public required int LayerCount { get; init; }

    /// <summary>n_h: query heads (<c>num_attention_heads</c>), a multiple of <see cref="KeyValueHeadCount"/>.</summary>
    public required int HeadCount { get; init; }

    /// <summary>n_k: heads of keys and values (<c>num_key_value_heads</c>); query head a reads head ⌊a n_k / n_h⌋.</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>d: width of one head (<c>head_dim</c>), even; need not be H / n_h.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Largest number of positions (<c>max_position_embeddings</c>), positive.</summary>
    public required int ContextLength { get; init; }

    /// <summary>θ: base of the rotary frequencies θ^(−2i/d) (<c>rope_theta</c>), above 1.</summary>
    public double RotaryBase { get; init; } = 10_000;

    /// <summary>Scaling of the rotary frequencies for long contexts; null where there is none.</summary>
    public Llama3RotaryScaling? RotaryScaling { get; init; }

    /// <summary>ε of RMSNorm, w ⊙ x / √(mean x² + ε) (<c>rms_norm_eps</c>), positive.</summary>
    public float NormEpsilon { get; init; } = 1e-5f;

    /// <summary>Whether logits use the token embedding as their matrix (<c>tie_word_embeddings</c>).</summary>
    public bool HasTiedHead { get; init; } = true;

    /// <summary>Whether q, k and v have a bias, as in Qwen2.</summary>
    public bool HasQueryKeyValueBias { get; init; }

    /// <summary>n_h d: rows of the query projection, columns of the output projection.</summary>
    public int QuerySize => HeadCount * HeadSize;

    /// <summary>n_k d: rows of the key and of the value projection.</summary>
    public int KeyValueSize => KeyValueHeadCount * HeadSize;

    /// <summary>Number of trainable numbers; a tied head counts once.</summary>
    public long ParameterCount
    {
        get
        {
            long hidden = HiddenSize, queries = (long)HeadCount * HeadSize, keys = (long)KeyValueHeadCount * HeadSize;
            long attention = (2 * hidden * queries) + (2 * hidden * keys) + (HasQueryKeyValueBias ? queries + (2 * keys) : 0);
            long layer = attention + (3 * hidden * FeedForwardSize) + (2 * hidden);
            return (VocabularySize * hidden * (HasTiedHead ? 1 : 2)) + (LayerCount * layer) + hidden;
        }
    }

    /// <summary>Refuses values outside their range or that do not fit together.</summary>
    /// <exception cref="ArgumentException">A value is not allowed; the message names it, its value and what is.</exception>
    public void Validate()
    {
        SettingRequirement.Positive(VocabularySize, nameof(VocabularySize));
        SettingRequirement.Positive(HiddenSize, nameof(HiddenSize));
        SettingRequirement.Positive(FeedForwardSize, nameof(FeedForwardSize));
        SettingRequirement.Positive(LayerCount, nameof(LayerCount));
        SettingRequirement.Positive(HeadCount, nameof(HeadCount));
        SettingRequirement.Positive(KeyValueHeadCount, nameof(KeyValueHeadCount));
        SettingRequirement.True(
            HeadCount % KeyValueHeadCount == 0, HeadCount, nameof(HeadCount),
            $"is a multiple of {nameof(KeyValueHeadCount)} = {KeyValueHeadCount}");
        SettingRequirement.True(HeadSize > 0 && HeadSize % 2 == 0, HeadSize, nameof(HeadSize), "is positive and even");
        SettingRequirement.True(
            (long)HeadCount * HeadSize <= int.MaxValue, HeadSize, nameof(HeadSize), $"times {nameof(HeadCount)} fits 32 bits");
        SettingRequirement.Positive(ContextLength, nameof(ContextLength));
        SettingRequirement.True(
            RotaryBase > 1 && double.IsFinite(RotaryBase), RotaryBase, nameof(RotaryBase), "is above 1 and finite");
        SettingRequirement.True(NormEpsilon > 0 && float.IsFinite(NormEpsilon), NormEpsilon, nameof(NormEpsilon), "is positive and finite");
        RotaryScaling?.Validate();
    }
}
