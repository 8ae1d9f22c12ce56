using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Decoding.Samplers;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Decoding;

/// <summary>How to generate, with the parameters and names people know; every default leaves the model's distribution alone.</summary>
/// <remarks>Values are checked when a chain is made of them.</remarks>
public sealed record GenerationSettings
{
    /// <summary>Most tokens of an answer, at least 1.</summary>
    public int MaximumTokens { get; init; } = 256;

    /// <summary>T, at least 0; 0 is greedy, and then no stage that truncates is used.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>k of <see cref="Processors.TopK"/>; 0 for none.</summary>
    public int TopK { get; init; }

    /// <summary>p of <see cref="Processors.TopP"/>; 1 for none.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>p of <see cref="Processors.MinP"/>; 0 for none.</summary>
    public double MinP { get; init; }

    /// <summary>τ of <see cref="Processors.TypicalP"/>; 1 for none.</summary>
    public double TypicalP { get; init; } = 1;

    /// <summary>ε of <see cref="Processors.EpsilonCutoff"/>; 0 for none.</summary>
    public double EpsilonCutoff { get; init; }

    /// <summary>ε of <see cref="Processors.EtaCutoff"/>; 0 for none.</summary>
    public double EtaCutoff { get; init; }

    /// <summary>ρ of <see cref="Processors.RepetitionPenalty"/>; 1 for none.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>φ_p of <see cref="OccurrencePenalty"/>; 0 for none.</summary>
    public double PresencePenalty { get; init; }

    /// <summary>φ_f of <see cref="OccurrencePenalty"/>; 0 for none.</summary>
    public double FrequencyPenalty { get; init; }

    /// <summary>n of <see cref="NoRepeatNGram"/>; 0 for none.</summary>
    public int NoRepeatNGram { get; init; }

    /// <summary>Fewest tokens of an answer before an end token.</summary>
    public int MinimumTokens { get; init; }

    /// <summary>Tokens that end an answer.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];

    /// <summary>Sequences of tokens that end an answer.</summary>
    public IReadOnlyList<IReadOnlyList<int>> StopSequences { get; init; } = [];

    /// <summary>Sequences that must not occur.</summary>
    public IReadOnlyList<IReadOnlyList<int>> BadWords { get; init; } = [];

    /// <summary>Tokens the answer begins with.</summary>
    public IReadOnlyList<int> ForcedTokens { get; init; } = [];

    /// <summary>Tokens that are never chosen.</summary>
    public IReadOnlyList<int> SuppressedTokens { get; init; } = [];

    /// <summary>Tokens that are not chosen first.</summary>
    public IReadOnlyList<int> FirstSuppressedTokens { get; init; } = [];

    /// <summary>
    /// The stages that are asked for in the order of HuggingFace transformers' <c>generate</c>: penalties, n-grams, bad words, length,
    /// forced and suppressed tokens, then temperature → top-k → top-p → min-p → typical-p → ε → η.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed; the message names it.</exception>
    public LogitsChain HuggingFaceOrder() => new([
        .. ChangingStages(repetitionWindow: int.MaxValue, occurrenceWindow: null),
        .. Temperature == 0 ? [] : Only(
            (Temperature != 1, () => new Temperature(Temperature)),
            (TopK != 0, () => new TopK(TopK)),
            (TopP != 1, () => new TopP(TopP)),
            (MinP != 0, () => new MinP(MinP)),
            (TypicalP != 1, () => new TypicalP(TypicalP)),
            (EpsilonCutoff != 0, () => new EpsilonCutoff(EpsilonCutoff)),
            (EtaCutoff != 0, () => new EtaCutoff(EtaCutoff))),
    ]);

    /// <summary>
    /// The stages that are asked for in the order of llama.cpp: penalties over the last 64 tokens, then top-k (exactly k) → typical-p →
    /// top-p → min-p → temperature. ε and η, which it does not have, come before the temperature.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed; the message names it.</exception>
    public LogitsChain LlamaCppOrder() => new([
        .. ChangingStages(repetitionWindow: 64, occurrenceWindow: 64),
        .. Temperature == 0 ? [] : Only(
            (TopK != 0, () => new TopK(TopK, keepsTies: false)),
            (TypicalP != 1, () => new TypicalP(TypicalP)),
            (TopP != 1, () => new TopP(TopP)),
            (MinP != 0, () => new MinP(MinP)),
            (EpsilonCutoff != 0, () => new EpsilonCutoff(EpsilonCutoff)),
            (EtaCutoff != 0, () => new EtaCutoff(EtaCutoff)),
            (Temperature != 1, () => new Temperature(Temperature))),
    ]);

    /// <summary>Greedy at temperature 0, otherwise by chance.</summary>
    /// <param name="stream">Where chance comes from.</param>
    public ISampler Sampler(RandomStream stream) => Temperature == 0 ? new GreedySampler() : new MultinomialSampler(stream);

    private IEnumerable<ILogitsProcessor> ChangingStages(int repetitionWindow, int? occurrenceWindow) => Only(
        (RepetitionPenalty != 1, () => new RepetitionPenalty(RepetitionPenalty, repetitionWindow)),
        (PresencePenalty != 0 || FrequencyPenalty != 0,
            () => new OccurrencePenalty(PresencePenalty, FrequencyPenalty, occurrenceWindow)),
        (NoRepeatNGram != 0, () => new NoRepeatNGram(NoRepeatNGram)),
        (BadWords.Count > 0, () => SequenceBias.BadWords(BadWords)),
        (MinimumTokens != 0, () => new MinimumLength(MinimumTokens, EndTokens)),
        (ForcedTokens.Count > 0, () => new ForcedTokens(ForcedTokens)),
        (SuppressedTokens.Count > 0, () => new SuppressedTokens(SuppressedTokens)),
        (FirstSuppressedTokens.Count > 0, () => new SuppressedTokens(FirstSuppressedTokens, onlyFirst: true)));

    private static IEnumerable<ILogitsProcessor> Only(params (bool IsAskedFor, Func<ILogitsProcessor> Make)[] stages) =>
        stages.Where(stage => stage.IsAskedFor).Select(stage => stage.Make());
}
