using AlignmentToolkit.Decoding;
using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Decoding.Samplers;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding;

public class LogitsChainTests
{
    private static readonly GenerationSettings s_everything = new()
    {
        Temperature = 0.5,
        TopK = 5,
        TopP = 0.5,
        MinP = 0.1,
        TypicalP = 0.9,
        EpsilonCutoff = 0.01,
        EtaCutoff = 0.01,
        TopNSigma = 2,
        ExclusionProbability = 0.5,
        RepetitionPenalty = 2,
        PresencePenalty = 1,
        Dry = new DrySettings(),
        NoRepeatNGram = 3,
        LengthDecay = 1.1,
        SequenceBiases = [([1], 0.5f)],
        BadWords = [[1]],
        MinimumTokens = 2,
        EndTokens = [0],
        ForcedTokens = [1],
        SuppressedTokens = [2],
        FirstSuppressedTokens = [3],
    };

    // Check A16.
    [Theory]
    [InlineData(new float[0], "empty")]
    [InlineData(new[] { 1, float.NaN, 2 }, "Logit 1 of a row of 3 is NaN")]
    [InlineData(new[] { 1, 2, float.PositiveInfinity }, "Logit 2 of a row of 3 is +∞")]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity }, "All 2 logits")]
    public void Rows_nothing_can_be_chosen_from_are_refused_everywhere(float[] row, string reason)
    {
        AssertRefused(() => new LogitsChain([]).Through(row));
        AssertRefused(() => new TopP(0.5).Through(row));
        AssertRefused(() => new MinP(0.5).Through(row));
        AssertRefused(() => new TypicalP(0.5).Through(row));
        AssertRefused(() => new EpsilonCutoff(0.5).Through(row));
        AssertRefused(() => Nucleus.Count(row, 1));
        AssertRefused(() => new GreedySampler().Choose(row));
        AssertRefused(() => new MultinomialSampler(RandomStream.From("refused")).Choose(row));

        void AssertRefused(Action action) =>
            Assert.Contains(reason, Assert.Throws<InvalidLogitsException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_that_leaves_no_token_is_named()
    {
        LogitsChain chain = [new Temperature(2), new SuppressedTokens([0, 1, 2]), new TopP(0.9)];
        InvalidLogitsException error = Assert.Throws<InvalidLogitsException>(() => chain.Through([1, 2, 3]));
        Assert.StartsWith("After 'suppressed tokens (3)'", error.Message, StringComparison.Ordinal);
        LogitsChain last = [new SuppressedTokens([0, 1, 2])];
        Assert.StartsWith(
            "After 'suppressed tokens (3)'",
            Assert.Throws<InvalidLogitsException>(() => last.Through([1, 2, 3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Stages_are_explained_one_by_one_and_the_row_stays()
    {
        LogitsChain chain = [new TopK(3), new Temperature(0.5)];
        float[] row = [0, 1, 1, 3];
        IReadOnlyList<StageView> views = chain.Explain([], row, new StepInfo(0), count: 2, token => $"t{token}");
        Assert.Equal([0f, 1f, 1f, 3f], row);
        Assert.Equal(["model", "top-k 3", "temperature 0.5"], views.Select(view => view.Stage));
        Assert.Equal([4, 3, 3], views.Select(view => view.Survivors));
        Assert.Equal([(3, "t3"), (1, "t1")], views[2].Likeliest.Select(token => (token.Token, token.Text!)));
        double share = 1 / (1 + (2 * Math.Exp(-4)));
        Assert.Equal(share, views[2].Likeliest[0].Probability, 1e-12);
        double other = (1 - share) / 2;
        Assert.Equal(-(share * Math.Log(share)) - (2 * other * Math.Log(other)), views[2].Entropy, 1e-12);
    }

    [Fact]
    public void Settings_left_alone_make_an_empty_chain_and_greedy_needs_no_truncation()
    {
        Assert.Empty(new GenerationSettings().HuggingFaceOrder());
        Assert.Empty(new GenerationSettings { Temperature = 0, TopK = 5, TopP = 0.5 }.LlamaCppOrder());
        Assert.IsType<GreedySampler>(new GenerationSettings { Temperature = 0 }.Sampler(RandomStream.From("greedy")));
    }

    [Fact]
    public void Stages_stand_in_the_order_of_HuggingFace() => Assert.Equal(
        [
            typeof(SequenceBias), typeof(RepetitionPenalty), typeof(OccurrencePenalty), typeof(DryPenalty), typeof(NoRepeatNGram),
            typeof(SequenceBias), typeof(MinimumLength), typeof(ForcedTokens), typeof(ExponentialDecayLengthPenalty),
            typeof(SuppressedTokens), typeof(SuppressedTokens), typeof(Temperature), typeof(TopK), typeof(TopP), typeof(MinP),
            typeof(TypicalP), typeof(EpsilonCutoff), typeof(EtaCutoff), typeof(TopNSigma), typeof(ExcludeTopChoices),
        ],
        s_everything.HuggingFaceOrder(RandomStream.From("order")).Select(stage => stage.GetType()));

    [Fact]
    public void Stages_stand_in_the_order_of_llama_cpp() => Assert.Equal(
        [
            typeof(SequenceBias), typeof(RepetitionPenalty), typeof(OccurrencePenalty), typeof(DryPenalty), typeof(NoRepeatNGram),
            typeof(SequenceBias), typeof(MinimumLength), typeof(ForcedTokens), typeof(ExponentialDecayLengthPenalty),
            typeof(SuppressedTokens), typeof(SuppressedTokens), typeof(TopNSigma), typeof(TopK), typeof(TypicalP), typeof(TopP),
            typeof(MinP), typeof(ExcludeTopChoices), typeof(EpsilonCutoff), typeof(EtaCutoff), typeof(Temperature),
        ],
        s_everything.LlamaCppOrder(RandomStream.From("order")).Select(stage => stage.GetType()));

    [Fact]
    public void HuggingFace_lets_no_cut_leave_less_than_the_minimum_and_llama_cpp_exempts_top_k()
    {
        GenerationSettings settings = new() { TopK = 1, TopP = 0.1, MinP = 0.9, MinimumKept = 3 };
        Assert.Equal([0, 1, 2], Rows.Survivors(settings.HuggingFaceOrder().Through(Rows.Model)));
        Assert.Equal([0], Rows.Survivors(settings.LlamaCppOrder().Through(Rows.Model)));
        Assert.Equal([0, 1, 2], Rows.Survivors((settings with { TopK = 0 }).LlamaCppOrder().Through(Rows.Model)));
    }

    [Fact]
    public void Chance_needs_a_stream_and_does_not_touch_that_of_the_sampler()
    {
        GenerationSettings settings = new() { ExclusionProbability = 0.5 };
        Assert.Throws<ArgumentNullException>("stream", () => settings.HuggingFaceOrder());
        Assert.Throws<ArgumentNullException>("stream", () => settings.LlamaCppOrder());
        RandomStream stream = RandomStream.From("exclusion");
        settings.LlamaCppOrder(stream).Through(Rows.Model);
        Assert.Equal(RandomStream.From("exclusion").NextDouble(), stream.NextDouble());
    }

    [Fact]
    public void A_long_chain_and_a_draw_allocate_nothing()
    {
        RandomStream stream = RandomStream.From("allocations");
        float[] raw = new float[20_000];
        stream.FillNormal(raw);
        float[] row = new float[raw.Length];
        int[] context = [.. Enumerable.Range(0, 100)];
        GenerationSettings settings = new()
        {
            RepetitionPenalty = 1.2,
            PresencePenalty = 0.5,
            Dry = new DrySettings(),
            NoRepeatNGram = 3,
            BadWords = [[1, 2]],
            LengthDecay = 1.01,
            EndTokens = [7],
            TopNSigma = 8,
            ExclusionProbability = 0.5,
            MinimumKept = 4,
            Temperature = 0.9,
            TopK = 5000,
            TopP = 0.9,
            MinP = 0.001,
            TypicalP = 0.9,
            EpsilonCutoff = 1e-5,
            EtaCutoff = 1e-5,
        };
        LogitsChain chain = settings.HuggingFaceOrder(stream);
        MultinomialSampler sampler = new(stream);
        Assert.Equal(0, Allocations.PerCall(() =>
        {
            raw.CopyTo(row, 0);
            chain.Process(context, row, new StepInfo(50));
            sampler.Choose(row);
        }));
    }
}
