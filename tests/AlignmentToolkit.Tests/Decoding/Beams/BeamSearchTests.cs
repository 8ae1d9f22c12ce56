using AlignmentToolkit.Decoding;
using AlignmentToolkit.Decoding.Beams;
using AlignmentToolkit.Decoding.Constraints;
using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Beams;

public class BeamSearchTests
{
    private const int End = 0;
    private static readonly int[] s_prompt = [2, 1];

    // Double sums of at most six terms of size 10, in different orders.
    private const double Tolerance = 1e-12;

    public static TheoryData<double> LengthPenalties => [0, 1, 0.6, -0.5];

    [Theory]
    [MemberData(nameof(LengthPenalties))]
    public void A_beam_as_wide_as_the_tree_finds_the_best_answers_of_all(double lengthPenalty)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            // 3 tokens, at most 4 long: fewer than 81 unfinished answers, and 2⁰ + … + 2³ + 2⁴ different answers.
            TableModel model = new(3, name: $"exhaustive-{seed}");
            (int[] Tokens, double Score)[] all = [.. Answers(3, 4)
                .Select(answer => (answer, model.LogProbability(s_prompt, answer) / Math.Pow(answer.Length, lengthPenalty)))
                .OrderByDescending(pair => pair.Item2)];
            BeamSettings settings = new()
            {
                Width = 100,
                MaximumTokens = 4,
                EndTokens = [End],
                LengthPenalty = lengthPenalty,
                Stopping = BeamStopping.WhenCertain,
            };
            IReadOnlyList<BeamHypothesis> found = Run(model, settings);
            Assert.Equal(all.Length, found.Count);
            for (int i = 0; i < all.Length; i++)
            {
                Assert.Equal(all[i].Tokens, found[i].Tokens);
                Assert.Equal(all[i].Score, found[i].Score, Tolerance);
                Assert.Equal(found[i].Tokens[^1] == End, found[i].IsFinished);
            }
        }
    }

    [Theory]
    [InlineData(1, BeamStopping.WhenUnlikelyToImprove)]
    [InlineData(2, BeamStopping.WhenUnlikelyToImprove)]
    [InlineData(3, BeamStopping.WhenCertain)]
    [InlineData(3, BeamStopping.WhenFull)]
    [InlineData(5, BeamStopping.WhenUnlikelyToImprove)]
    public void A_narrow_beam_goes_the_way_of_the_written_out_algorithm(int width, BeamStopping stopping)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            TableModel model = new(5, name: $"narrow-{seed}");
            BeamSettings settings = new() { Width = width, MaximumTokens = 6, EndTokens = [End], Stopping = stopping };
            AssertSame(WrittenOutBeamSearch.Run(model, s_prompt, settings), Run(model, settings));
        }
    }

    [Fact]
    public void One_beam_without_end_is_greedy()
    {
        TableModel model = new(40);
        int[] greedy = new Generation(
            model, s_prompt, new GenerationSettings { Temperature = 0, MaximumTokens = 12 }, RandomStream.From("greedy"))
            .ToEnd(TestContext.Current.CancellationToken);
        BeamHypothesis found = Assert.Single(Run(model, new BeamSettings { Width = 1, MaximumTokens = 12 }));
        Assert.Equal(greedy, found.Tokens);
        Assert.False(found.IsFinished);
    }

    [Fact]
    public void A_constrained_search_ranks_all_allowed_answers()
    {
        RandomStream stream = RandomStream.From("catalogue");
        for (int seed = 0; seed < 20; seed++)
        {
            TableModel model = new(12, name: $"items-{seed}");
            int[][] items = [.. Enumerable.Range(0, 30)
                .Select(_ => (int[])[stream.NextInt32(12), stream.NextInt32(12), stream.NextInt32(12)])
                .DistinctBy(item => string.Join(' ', item))];
            BeamSettings settings = new() { Width = 40, MaximumTokens = 3, Trie = TokenTrie.Of(items) };
            IReadOnlyList<BeamHypothesis> found = Run(model, settings);
            int[][] ranked = [.. items.OrderByDescending(item => model.LogProbability(s_prompt, item))];
            Assert.Equal(ranked, found.Select(item => item.Tokens.ToArray()));
            Assert.All(found, item => Assert.Equal(model.LogProbability(s_prompt, [.. item.Tokens]), item.LogProbability, Tolerance));
            Assert.All(found, item => Assert.True(item.IsFinished));
        }
    }

    [Fact]
    public void A_constraint_as_a_trie_and_as_a_processor_find_the_same()
    {
        TableModel model = new(8, name: "trie-or-processor");
        TokenTrie trie = TokenTrie.Of([[1, 2], [1, 2, 3], [4, 5, 6], [4, 7], [3, 3, 3]]);
        BeamSettings settings = new() { Width = 4, MaximumTokens = 4, EndTokens = [End] };
        IReadOnlyList<BeamHypothesis> byTrie = Run(model, settings with { Trie = trie });
        LogitsChain chain = [new TrieConstraint(trie, [End])];
        IReadOnlyList<BeamHypothesis> byChain = Run(model, settings with { Chain = chain });
        Assert.Equal(byTrie.Select(found => found.Tokens.ToArray()), byChain.Select(found => found.Tokens.ToArray()));

        // The chain sees log-probabilities in single precision.
        for (int i = 0; i < byTrie.Count; i++) Assert.Equal(byTrie[i].LogProbability, byChain[i].LogProbability, 1e-5);
    }

    [Fact]
    public void Processors_see_prompt_and_answer_of_each_beam()
    {
        TableModel model = new(6, name: "no-repeat");
        BeamSettings settings = new() { Width = 3, MaximumTokens = 4, Chain = [new NoRepeatNGram(1)] };
        foreach (BeamHypothesis found in Run(model, settings))
        {
            int[] all = [.. s_prompt, .. found.Tokens];
            Assert.Equal(all.Length, all.Distinct().Count());
        }
    }

    [Fact]
    public void A_search_can_be_stopped_and_refuses_what_makes_no_sense()
    {
        TableModel model = new(5, contextLength: 4);
        using CancellationTokenSource source = new();
        source.Cancel();
        BeamSearch search = new(model, new BeamSettings());
        Assert.Throws<OperationCanceledException>(() => search.Run(s_prompt, cancellation: source.Token));
        Assert.Throws<ArgumentException>("prompt", () => Run(model, new BeamSettings(), []));
        ArgumentException error = Assert.Throws<ArgumentException>("prompt", () => Run(model, new BeamSettings(), [1, 1, 1, 1]));
        Assert.Contains("4 tokens", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(model, new BeamSettings { Width = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(model, new BeamSettings { EndTokens = [5] }));
    }

    private static IReadOnlyList<BeamHypothesis> Run(INextTokenModel model, BeamSettings settings, int[]? prompt = null) =>
        new BeamSearch(model, settings).Run(prompt ?? s_prompt, cancellation: TestContext.Current.CancellationToken);

    /// <summary>All answers that end with the end token or at the length limit.</summary>
    private static IEnumerable<int[]> Answers(int vocabularySize, int length)
    {
        if (length == 0) return [[]];
        return Enumerable.Range(0, vocabularySize).SelectMany(
            token => token == End ? [[End]] : Answers(vocabularySize, length - 1).Select(rest => (int[])[token, .. rest]));
    }

    private static void AssertSame(IReadOnlyList<BeamHypothesis> expected, IReadOnlyList<BeamHypothesis> actual)
    {
        Assert.Equal(expected.Select(found => found.Tokens.ToArray()), actual.Select(found => found.Tokens.ToArray()));
        for (int i = 0; i < expected.Count; i++) Assert.Equal(expected[i].Score, actual[i].Score, Tolerance);
    }
}
