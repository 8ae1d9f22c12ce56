namespace AlignmentToolkit.LanguageModels;

/// <summary>The settings of public checkpoints, as their <c>config.json</c> gives them; for shapes and costs without a download.</summary>
public static class TransformerPresets
{
    /// <summary>Llama-3.2-1B: 1,235,814,400 parameters.</summary>
    public static TransformerSettings Llama32OneBillion { get; } = new()
    {
        VocabularySize = 128_256,
        HiddenSize = 2048,
        FeedForwardSize = 8192,
        LayerCount = 16,
        HeadCount = 32,
        KeyValueHeadCount = 8,
        HeadSize = 64,
        ContextLength = 131_072,
        RotaryBase = 500_000,
        RotaryScaling = new Llama3RotaryScaling(),
    };

    /// <summary>Llama-3.2-3B: 3,212,749,824 parameters.</summary>
    public static TransformerSettings Llama32ThreeBillion { get; } = Llama32OneBillion with
    {
        HiddenSize = 3072,
        LayerCount = 28,
        HeadCount = 24,
        HeadSize = 128,
    };

    /// <summary>Qwen2.5-0.5B: 494,032,768 parameters.</summary>
    public static TransformerSettings Qwen25HalfBillion { get; } = new()
    {
        VocabularySize = 151_936,
        HiddenSize = 896,
        FeedForwardSize = 4864,
        LayerCount = 24,
        HeadCount = 14,
        KeyValueHeadCount = 2,
        HeadSize = 64,
        ContextLength = 32_768,
        RotaryBase = 1_000_000,
        NormEpsilon = 1e-6f,
        HasQueryKeyValueBias = true,
    };

    /// <summary>Qwen2.5-1.5B (and Qwen2-1.5B): 1,543,714,304 parameters.</summary>
    public static TransformerSettings Qwen25OneAndAHalfBillion { get; } = Qwen25HalfBillion with
    {
        HiddenSize = 1536,
        FeedForwardSize = 8960,
        LayerCount = 28,
        HeadCount = 12,
        HeadSize = 128,
    };

    /// <summary>stories260K of llama2.c, trained on TinyStories: 260,032 parameters.</summary>
    public static TransformerSettings Stories260K { get; } = new()
    {
        VocabularySize = 512,
        HiddenSize = 64,
        FeedForwardSize = 172,
        LayerCount = 5,
        HeadCount = 8,
        KeyValueHeadCount = 4,
        HeadSize = 8,
        ContextLength = 512,
    };
}
