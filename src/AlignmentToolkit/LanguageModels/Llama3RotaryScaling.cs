namespace AlignmentToolkit.LanguageModels;

/// <summary>How Llama 3.1 and 3.2 slow the rotary embedding down for long contexts (<c>rope_type: "llama3"</c>) [Grattafiori
/// 2024].</summary>
/// <remarks>
/// With wavelength λ_i = 2π/θ_i: λ_i &lt; L₀/b keeps θ_i; λ_i &gt; L₀/a divides it by F; in between s = (L₀/λ_i − a)/(b − a) blends,
/// θ_i ← (1 − s) θ_i/F + s θ_i.
/// </remarks>
public sealed record Llama3RotaryScaling
{
    /// <summary>F (<c>factor</c>), at least 1; 8 in Llama 3.1, 32 in Llama 3.2.</summary>
    public double Factor { get; init; } = 32;

    /// <summary>a (<c>low_freq_factor</c>), positive and below <see cref="HighFrequencyFactor"/>.</summary>
    public double LowFrequencyFactor { get; init; } = 1;

    /// <summary>b (<c>high_freq_factor</c>).</summary>
    public double HighFrequencyFactor { get; init; } = 4;

    /// <summary>L₀ (<c>original_max_position_embeddings</c>), positive.</summary>
    public int OriginalContextLength { get; init; } = 8192;

    /// <summary>Refuses values outside their range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        SettingRequirement.True(
            Factor >= 1 && double.IsFinite(Factor), Factor, nameof(Factor), "is at least 1 and finite");
        SettingRequirement.True(LowFrequencyFactor > 0, LowFrequencyFactor, nameof(LowFrequencyFactor), "is positive");
        SettingRequirement.True(
            HighFrequencyFactor > LowFrequencyFactor && double.IsFinite(HighFrequencyFactor),
            HighFrequencyFactor, nameof(HighFrequencyFactor), $"is finite and above {nameof(LowFrequencyFactor)}");
        SettingRequirement.Positive(OriginalContextLength, nameof(OriginalContextLength));
    }
}
