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

    /// <summary>n of <see cref="Processors.TopNSigma"/>; 0 for none.</summary>
    public double TopNSigma { get; init; }

    /// <summary>How often <see cref="ExcludeTopChoices"/> removes the likeliest tokens, 0 … 1; 0 for never.</summary>
    public double ExclusionProbability { get; init; }

    /// <summary>Probability from which on <see cref="ExcludeTopChoices"/> takes a token for a top choice, more than 0 and less than 1.
    /// </summary>
    public double ExclusionThreshold { get; init; } = 0.1;

    /// <summary>
    /// Fewest tokens that each stage that truncates leaves, at least 1: <c>min_tokens_to_keep</c> of HuggingFace transformers and
    /// <c>min_keep</c> of llama.cpp.
    /// </summary>
    public int MinimumKept { get; init; } = 1;

    /// <summary>ρ of <see cref="Processors.RepetitionPenalty"/>; 1 for none.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>φ_p of <see cref="OccurrencePenalty"/>; 0 for none.</summary>
    public double PresencePenalty { get; init; }

    /// <summary>φ_f of <see cref="OccurrencePenalty"/>; 0 for none.</summary>
    public double FrequencyPenalty { get; init; }

    /// <summary>Penalty of sequences that occur again; null for none.</summary>
    public DrySettings? Dry { get; init; }

    /// <summary>n of <see cref="NoRepeatNGram"/>; 0 for none.</summary>
    public int NoRepeatNGram { get; init; }

    /// <summary>Fewest tokens of an answer before an end token.</summary>
    public int MinimumTokens { get; init; }

    /// <summary>f of <see cref="ExponentialDecayLengthPenalty"/>, which pushes an answer to end; 1 for none.</summary>
    public double LengthDecay { get; init; } = 1;

    /// <summary>Tokens of an answer before <see cref="LengthDecay"/> sets in, at least 0.</summary>
    public int LengthDecayStart { get; init; }

    /// <summary>Tokens that end an answer.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];

    /// <summary>Sequences of tokens that end an answer.</summary>
    public IReadOnlyList<IReadOnlyList<int>> StopSequences { get; init; } = [];

    /// <summary>What is added to the logit of the last token of a sequence where the others have just come.</summary>
    public IReadOnlyList<(IReadOnlyList<int> Sequence, float Bias)> SequenceBiases { get; init; } = [];

    /// <summary>Sequences that must not occur.</summary>
    public IReadOnlyList<IReadOnlyList<int>> BadWords { get; init; } = [];

    /// <summary>Tokens the answer begins with.</summary>
    public IReadOnlyList<int> ForcedTokens { get; init; } = [];

    /// <summary>Tokens that are never chosen.</summary>
    public IReadOnlyList<int> SuppressedTokens { get; init; } = [];

    /// <summary>Tokens that are not chosen first.</summary>
    public IReadOnlyList<int> FirstSuppressedTokens { get; init; } = [];

    /// <summary>
    /// The stages that are asked for in the order of HuggingFace transformers' <c>generate</c>: biases, penalties, n-grams, bad words,
    /// length, forced and suppressed tokens, then temperature → top-k → top-p → min-p → typical-p → ε → η.
    /// </summary>
    /// <remarks>What it does not have: occurrence and DRY penalties follow the repetition penalty, top-n-σ and XTC come last.</remarks>
    /// <param name="stream">Where chance of <see cref="ExcludeTopChoices"/> comes from; needed when that is asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed; the message names it.</exception>
    /// <exception cref="ArgumentNullException">Chance is needed and there is no <paramref name="stream"/>.</exception>
    public LogitsChain HuggingFaceOrder(RandomStream? stream = null) => new([
        .. ChangingStages(repetitionWindow: int.MaxValue, occurrenceWindow: null),
        .. Temperature == 0 ? [] : Only(
            (Temperature != 1, () => new Temperature(Temperature)),
            (TopK != 0, () => new TopK(TopK < 0 ? TopK : Math.Max(TopK, MinimumKept))),
            (TopP != 1, () => new TopP(TopP, minimumKept: MinimumKept)),
            (MinP != 0, () => new MinP(MinP, MinimumKept)),
            (TypicalP != 1, () => new TypicalP(TypicalP, MinimumKept)),
            (EpsilonCutoff != 0, () => new EpsilonCutoff(EpsilonCutoff, MinimumKept)),
            (EtaCutoff != 0, () => new EtaCutoff(EtaCutoff, MinimumKept)),
            (TopNSigma != 0, () => new TopNSigma(TopNSigma)),
            (ExclusionProbability != 0, () => Exclusion(stream))),
    ]);

    /// <summary>
    /// The stages that are asked for in the order of llama.cpp: biases, penalties over the last 64 tokens, DRY, then top-n-σ → top-k
    /// (exactly k) → typical-p → top-p → min-p → XTC → temperature.
    /// </summary>
    /// <remarks>
    /// What it does not have: n-grams, bad words, length, forced and suppressed tokens follow DRY, ε and η follow XTC. Its top-k and
    /// top-n-σ do not heed <see cref="MinimumKept"/>.
    /// </remarks>
    /// <param name="stream">Where chance of <see cref="ExcludeTopChoices"/> comes from; needed when that is asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed; the message names it.</exception>
    /// <exception cref="ArgumentNullException">Chance is needed and there is no <paramref name="stream"/>.</exception>
    public LogitsChain LlamaCppOrder(RandomStream? stream = null) => new([
        .. ChangingStages(repetitionWindow: 64, occurrenceWindow: 64),
        .. Temperature == 0 ? [] : Only(
            (TopNSigma != 0, () => new TopNSigma(TopNSigma)),
            (TopK != 0, () => new TopK(TopK, keepsTies: false)),
            (TypicalP != 1, () => new TypicalP(TypicalP, MinimumKept)),
            (TopP != 1, () => new TopP(TopP, minimumKept: MinimumKept)),
            (MinP != 0, () => new MinP(MinP, MinimumKept)),
            (ExclusionProbability != 0, () => Exclusion(stream)),
            (EpsilonCutoff != 0, () => new EpsilonCutoff(EpsilonCutoff, MinimumKept)),
            (EtaCutoff != 0, () => new EtaCutoff(EtaCutoff, MinimumKept)),
            (Temperature != 1, () => new Temperature(Temperature))),
    ]);

    /// <summary>Greedy at temperature 0, otherwise by chance.</summary>
    /// <param name="stream">Where chance comes from.</param>
    public ISampler Sampler(RandomStream stream) => Temperature == 0 ? new GreedySampler() : new MultinomialSampler(stream);

    private IEnumerable<ILogitsProcessor> ChangingStages(int repetitionWindow, int? occurrenceWindow) => Only(
        (SequenceBiases.Count > 0, () => new SequenceBias(SequenceBiases)),
        (RepetitionPenalty != 1, () => new RepetitionPenalty(RepetitionPenalty, repetitionWindow)),
        (PresencePenalty != 0 || FrequencyPenalty != 0,
            () => new OccurrencePenalty(PresencePenalty, FrequencyPenalty, occurrenceWindow)),
        (Dry is not null, () => new DryPenalty(Dry!)),
        (NoRepeatNGram != 0, () => new NoRepeatNGram(NoRepeatNGram)),
        (BadWords.Count > 0, () => SequenceBias.BadWords(BadWords)),
        (MinimumTokens != 0, () => new MinimumLength(MinimumTokens, EndTokens)),
        (ForcedTokens.Count > 0, () => new ForcedTokens(ForcedTokens)),
        (LengthDecay != 1, () => new ExponentialDecayLengthPenalty(LengthDecayStart, LengthDecay, EndTokens)),
        (SuppressedTokens.Count > 0, () => new SuppressedTokens(SuppressedTokens)),
        (FirstSuppressedTokens.Count > 0, () => new SuppressedTokens(FirstSuppressedTokens, onlyFirst: true)));

    // A stream of its own: whether tokens are excluded does not change which of the others a sampler draws.
    private ExcludeTopChoices Exclusion(RandomStream? stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new ExcludeTopChoices(ExclusionProbability, ExclusionThreshold, stream.Child("exclude top choices"), MinimumKept);
    }

    private static IEnumerable<ILogitsProcessor> Only(params (bool IsAskedFor, Func<ILogitsProcessor> Make)[] stages) =>
        stages.Where(stage => stage.IsAskedFor).Select(stage => stage.Make());
}
