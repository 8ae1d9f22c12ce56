namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>What a checkpoint proposes for generation: <c>generation_config.json</c>, with the ids of <c>config.json</c> where it is
/// silent.</summary>
/// <remarks>A null means that the checkpoint says nothing.</remarks>
public sealed record GenerationDefaults
{
    /// <summary>Id of the token before every text.</summary>
    public int? BeginId { get; init; }

    /// <summary>Ids that end a text.</summary>
    public IReadOnlyList<int> EndIds { get; init; } = [];

    /// <summary>Id that fills a batch.</summary>
    public int? PaddingId { get; init; }

    /// <summary>Whether to draw (true) or to take the largest logit.</summary>
    public bool? DoesSample { get; init; }

    /// <summary>Divisor of the logits.</summary>
    public double? Temperature { get; init; }

    /// <summary>Number of largest logits that stay; 0 for all.</summary>
    public int? TopK { get; init; }

    /// <summary>Probability mass that stays.</summary>
    public double? TopP { get; init; }

    /// <summary>Share of the largest probability below which tokens fall away.</summary>
    public double? MinP { get; init; }

    /// <summary>Divisor (of positive) or factor (of negative) logits of tokens already there.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary>Most new tokens.</summary>
    public int? MaxNewTokens { get; init; }

    /// <summary>Reads the files of a folder; neither need be there.</summary>
    /// <exception cref="InvalidDataException">A file is not JSON of the right form.</exception>
    internal static GenerationDefaults Read(string folder)
    {
        JsonFields? generation = ReadIfPresent(Path.Combine(folder, "generation_config.json"));
        JsonFields? config = ReadIfPresent(Path.Combine(folder, HuggingFaceFolder.SettingsName));
        return new GenerationDefaults
        {
            BeginId = generation?.Int32OrNull("bos_token_id") ?? config?.Int32OrNull("bos_token_id"),
            EndIds = generation?.Int32OrListOrNull("eos_token_id") ?? config?.Int32OrListOrNull("eos_token_id") ?? [],
            PaddingId = generation?.Int32OrNull("pad_token_id") ?? config?.Int32OrNull("pad_token_id"),
            DoesSample = generation?.BooleanOrNull("do_sample"),
            Temperature = generation?.DoubleOrNull("temperature"),
            TopK = generation?.Int32OrNull("top_k"),
            TopP = generation?.DoubleOrNull("top_p"),
            MinP = generation?.DoubleOrNull("min_p"),
            RepetitionPenalty = generation?.DoubleOrNull("repetition_penalty"),
            MaxNewTokens = generation?.Int32OrNull("max_new_tokens"),
        };
    }

    private static JsonFields? ReadIfPresent(string path) => File.Exists(path) ? JsonFields.Read(path) : null;
}
