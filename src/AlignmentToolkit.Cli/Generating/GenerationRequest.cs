using AlignmentToolkit.Decoding;
using AlignmentToolkit.LanguageModels.Pretrained;

namespace AlignmentToolkit.Cli.Generating;

/// <summary>What the command line asks for, as it was typed.</summary>
internal sealed record GenerationRequest
{
    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public required bool IsChat { get; init; }

    public required string? System { get; init; }

    public required int MaximumTokens { get; init; }

    public required double? Temperature { get; init; }

    public required int? TopK { get; init; }

    public required double? TopP { get; init; }

    public required double? MinP { get; init; }

    public required double? RepetitionPenalty { get; init; }

    public required IReadOnlyList<string> Stop { get; init; }

    public required string Seed { get; init; }

    public required int Threads { get; init; }

    /// <summary>Checks what can be checked before a model is opened.</summary>
    /// <exception cref="ArgumentException">An option's value is not allowed; the message names the option, the value and what is
    /// allowed.</exception>
    public void Validate()
    {
        Demand.That(Model.Length > 0, "--model", Model, "a folder or file");
        Demand.That(!IsChat || Prompt.Length > 0, "--prompt", "", "with --chat a text of at least one character");
        Demand.That(System is null || IsChat, "--system", System, "only together with --chat");
        Demand.That(MaximumTokens >= 1, "--max-tokens", MaximumTokens, "a whole number of at least 1");
        if (Temperature is { } temperature) Demand.FiniteAndNotNegative(temperature, "--temperature");
        Demand.That(TopK is null or >= 0, "--top-k", TopK, "a whole number of at least 0");
        Demand.That(TopP is null or (>= 0 and <= 1), "--top-p", TopP, "0 to 1");
        Demand.That(MinP is null or (>= 0 and <= 1), "--min-p", MinP, "0 to 1");
        if (RepetitionPenalty is { } penalty) Demand.FiniteAndPositive(penalty, "--repetition-penalty");
        Demand.That(!Stop.Contains(""), "--stop", "", "a text of at least one character");
        Demand.That(Seed.Length > 0, "--seed", Seed, "any text of at least one character");
        Demand.That(Threads is >= 1 and <= 1024, "--threads", Threads, "1 to 1024");
    }

    /// <summary>How to generate: what was typed, and where nothing was, what the checkpoint proposes.</summary>
    /// <param name="defaults">The checkpoint's proposals.</param>
    /// <param name="endTokens">Ids that end the answer.</param>
    public GenerationSettings Settings(GenerationDefaults defaults, IReadOnlyList<int> endTokens)
    {
        bool draws = defaults.DoesSample == true || (TopK ?? 0) > 0 || (TopP ?? 1) < 1 || (MinP ?? 0) > 0;
        return new GenerationSettings
        {
            MaximumTokens = MaximumTokens,
            Temperature = Temperature ?? (draws ? defaults.Temperature ?? 1 : 0),
            TopK = TopK ?? defaults.TopK ?? 0,
            TopP = TopP ?? defaults.TopP ?? 1,
            MinP = MinP ?? defaults.MinP ?? 0,
            RepetitionPenalty = RepetitionPenalty ?? defaults.RepetitionPenalty ?? 1,
            EndTokens = endTokens,
        };
    }
}
