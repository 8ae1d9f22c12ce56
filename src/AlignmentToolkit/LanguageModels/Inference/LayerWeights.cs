namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>The weights of one decoder layer.</summary>
internal sealed record LayerWeights(
    WeightMatrix AttentionNorm,
    WeightStack QueryKeyValue,
    WeightStack AttentionOutput,
    WeightMatrix FeedForwardNorm,
    WeightStack GateAndUp,
    WeightStack Down);
