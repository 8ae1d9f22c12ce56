using AlignmentToolkit.Decoding;
using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Decoding.Samplers;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding;

public class GenerationTests
{
    private static readonly int[] s_prompt = [3, 1];
    private static readonly GenerationSettings s_greedy = new() { Temperature = 0, MaximumTokens = 10 };

    [Fact]
    public void Greedy_takes_the_likeliest_token_of_every_context()
    {
        TableModel model = new(50);
        List<int> context = [.. s_prompt];
        for (int i = 0; i < 10; i++) context.Add(model.Logits(context).Index().MaxBy(pair => pair.Item).Index);
        using Generation generation = New(model, s_greedy);
        Assert.Equal(context[2..], generation.Stream(TestContext.Current.CancellationToken));
        Assert.Equal(context, generation.Context.ToArray());
        Assert.Equal(StopReason.MaximumTokens, generation.Reason);
        Assert.False(generation.TryNext(out _));
    }

    [Fact]
    public void Sampled_tokens_follow_from_the_stream_alone()
    {
        TableModel model = new(50);
        GenerationSettings settings = new() { Temperature = 0.8, TopK = 10, MaximumTokens = 20 };
        int[] first = New(model, settings).ToEnd(TestContext.Current.CancellationToken);
        int[] second = New(model, settings).ToEnd(TestContext.Current.CancellationToken);
        int[] other = New(model, settings, "another").ToEnd(TestContext.Current.CancellationToken);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Answers_end_by_a_token_a_sequence_or_the_context()
    {
        TableModel model = new(50);
        int[] answer = New(model, s_greedy).ToEnd(TestContext.Current.CancellationToken);
        AssertEnds(s_greedy with { EndTokens = [answer[4]] }, Array.IndexOf(answer, answer[4]) + 1, StopReason.EndToken);
        AssertEnds(s_greedy with { StopSequences = [[49, 49], [answer[2], answer[3], answer[4]]] }, 5, StopReason.StopSequence);
        AssertEnds(s_greedy with { MaximumTokens = 3 }, 3, StopReason.MaximumTokens);
        using Generation full = New(new TableModel(50, contextLength: 6), s_greedy);
        Assert.Equal(answer[..4], full.ToEnd(TestContext.Current.CancellationToken));
        Assert.Equal(StopReason.ContextFull, full.Reason);

        void AssertEnds(GenerationSettings settings, int length, StopReason reason)
        {
            using Generation generation = New(model, settings);
            Assert.Equal(answer[..length], generation.ToEnd(TestContext.Current.CancellationToken));
            Assert.Equal(reason, generation.Reason);
        }
    }

    [Fact]
    public void A_stop_sequence_does_not_reach_into_the_prompt()
    {
        TableModel model = new(50);
        int[] answer = New(model, s_greedy).ToEnd(TestContext.Current.CancellationToken);
        using Generation generation = New(model, s_greedy with { StopSequences = [[1, answer[0]]] });
        Assert.Equal(answer, generation.ToEnd(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_prompt_is_read_once_and_every_token_once()
    {
        List<int> lengths = [];
        TableModel model = new(50) { Made = context => lengths.Add(context.Count) };
        New(model, s_greedy with { MaximumTokens = 4 }).ToEnd(TestContext.Current.CancellationToken);
        Assert.Equal([2, 3, 4, 5], lengths);
    }

    [Fact]
    public async Task An_asynchronous_answer_is_the_same_and_can_be_stopped()
    {
        TableModel model = new(50);
        int[] answer = New(model, s_greedy).ToEnd(TestContext.Current.CancellationToken);
        List<int> read = [];
        await foreach (int token in New(model, s_greedy).StreamAsync(TestContext.Current.CancellationToken)) read.Add(token);
        Assert.Equal(answer, read);

        using CancellationTokenSource source = new();
        using Generation generation = New(model, s_greedy);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int token in generation.StreamAsync(source.Token))
                if (generation.Answer.Length == 3) await source.CancelAsync();
        });
        Assert.Equal(answer[..3], generation.Answer.ToArray());
    }

    [Fact]
    public void A_stopped_stream_keeps_its_answer_so_far()
    {
        using CancellationTokenSource source = new();
        using Generation generation = New(new TableModel(50), s_greedy);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (int token in generation.Stream(source.Token))
                if (generation.Answer.Length == 2) source.Cancel();
        });
        Assert.Equal(2, generation.Answer.Length);
    }

    [Fact]
    public void What_the_chain_did_to_the_last_token_is_explained()
    {
        TableModel model = new(50);
        using Generation generation = new(
            model, s_prompt, s_greedy, [new RepetitionPenalty(1.5), new TopK(4)], new GreedySampler());
        Assert.Throws<InvalidOperationException>(() => generation.Explain());
        generation.TryNext(out _);
        generation.TryNext(out int token);
        float[] raw = model.Logits([.. s_prompt, generation.Answer[0]]);
        Assert.Equal(raw, generation.Logits.ToArray());
        IReadOnlyList<StageView> stages = generation.Explain(count: 1);
        Assert.Equal(raw.Max(), stages[0].Likeliest[0].Logit);
        Assert.Equal(4, stages[2].Survivors);
        Assert.Equal(token, stages[2].Likeliest[0].Token);
    }

    [Fact]
    public void Prompts_that_are_empty_too_long_or_foreign_are_refused()
    {
        TableModel model = new(5, contextLength: 3);
        Assert.Throws<ArgumentException>("prompt", () => new Generation(model, [], s_greedy, RandomStream.From("x")));
        ArgumentException error =
            Assert.Throws<ArgumentException>("prompt", () => new Generation(model, [1, 2, 3], s_greedy, RandomStream.From("x")));
        Assert.Contains("The prompt has 3 tokens; the model's context holds 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("prompt", () => new Generation(model, [5], s_greedy, RandomStream.From("x")));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Generation(model, [1], s_greedy with { MaximumTokens = 0 }, RandomStream.From("x")));
        Assert.Throws<ArgumentException>(
            "settings", () => new Generation(model, [1], s_greedy with { StopSequences = [[2], []] }, RandomStream.From("x")));
    }

    [Fact]
    public void A_vocabulary_of_one_token_can_be_generated_from_in_every_way()
    {
        GenerationSettings settings = new()
        {
            Temperature = 1e-60,
            TopK = 5,
            TopP = 0.5,
            MinP = 1,
            TypicalP = 0.5,
            EpsilonCutoff = 0.9,
            EtaCutoff = 0.9,
            TopNSigma = 1,
            ExclusionProbability = 1,
            MinimumKept = 3,
            RepetitionPenalty = 1.5,
            Dry = new DrySettings(),
            MaximumTokens = 4,
        };
        RandomStream stream = RandomStream.From("one token");
        TableModel model = new(1);
        Assert.Equal([0, 0, 0, 0], new Generation(model, [0], settings, stream).ToEnd(TestContext.Current.CancellationToken));
        using Generation other = new(model, [0], settings, settings.LlamaCppOrder(stream), settings.Sampler(stream));
        Assert.Equal([0, 0, 0, 0], other.ToEnd(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_temperature_next_to_nothing_is_greedy()
    {
        TableModel model = new(50);
        int[] greedy = New(model, s_greedy).ToEnd(TestContext.Current.CancellationToken);
        foreach (double temperature in (double[])[1e-10, 1e-39, 1e-300])
            Assert.Equal(greedy, New(model, s_greedy with { Temperature = temperature }).ToEnd(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Of_stop_sequences_that_overlap_the_first_to_be_complete_ends_the_answer()
    {
        TableModel model = new(50);
        int[] answer = New(model, s_greedy).ToEnd(TestContext.Current.CancellationToken);
        int[] longer = answer[1..5];
        int[] inner = answer[2..4];
        using Generation generation = New(model, s_greedy with { StopSequences = [longer, inner] });
        Assert.Equal(answer[..4], generation.ToEnd(TestContext.Current.CancellationToken));
        Assert.Equal(StopReason.StopSequence, generation.Reason);
    }

    [Fact]
    public void Between_tokens_nothing_is_allocated()
    {
        GenerationSettings settings = new()
        {
            Temperature = 0.7,
            TopK = 5,
            TopP = 0.9,
            RepetitionPenalty = 1.1,
            NoRepeatNGram = 3,
            EndTokens = [63],
            StopSequences = [[63, 62]],
            BadWords = [[63]],
            MaximumTokens = 1000,
        };
        ConstantModel model = new([.. Enumerable.Range(0, 64).Select(v => (float)(v % 7))]);
        using Generation generation = new(model, s_prompt, settings, RandomStream.From("allocations"));
        Assert.Equal(0, Allocations.PerCall(() => generation.TryNext(out _)));
    }

    private static Generation New(INextTokenModel model, GenerationSettings settings, string stream = "generation") =>
        new(model, s_prompt, settings, RandomStream.From(stream));
}
