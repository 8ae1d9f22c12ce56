using AlignmentToolkit.Decoding;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding;

public class ChosenTokenTests
{
    // Rows are single precision and sums double: only rounding of sums of the ten terms of each of a few tokens.
    private const double Tolerance = 1e-12;
    private static readonly int[] s_prompt = [3, 1];

    [Fact]
    public void Log_probabilities_are_the_models_own_whatever_the_chain_does()
    {
        TableModel model = new(50);
        GenerationSettings settings = new() { Temperature = 1.7, TopK = 5, RepetitionPenalty = 1.5, MaximumTokens = 12 };
        using Generation generation = New(model, settings);
        ChosenToken[] choices = [.. generation.StreamChoices(cancellation: TestContext.Current.CancellationToken)];
        Assert.Equal(New(model, settings).ToEnd(TestContext.Current.CancellationToken), choices.Select(choice => choice.Token));
        Assert.Equal(
            model.LogProbability(s_prompt, generation.Answer.ToArray()), choices.Sum(choice => choice.LogProbability), Tolerance);
        Assert.All(choices, choice => Assert.Empty(choice.Likeliest));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 0)]
    [InlineData(7, 7)]
    [InlineData(500, 20)]
    [InlineData(500, 1000)]
    public async Task The_likeliest_tokens_are_those_of_a_full_sort(int vocabularySize, int count)
    {
        TableModel model = new(vocabularySize);
        using Generation generation = new(model, [0], new GenerationSettings { MaximumTokens = 5 }, RandomStream.From("likeliest"));
        List<int> context = [0];
        await foreach (ChosenToken choice in generation.StreamChoicesAsync(count, TestContext.Current.CancellationToken))
        {
            double[] logProbabilities =
                [.. Enumerable.Range(0, vocabularySize).Select(token => model.LogProbability([.. context], [token]))];
            int[] order = [.. Enumerable.Range(0, vocabularySize).OrderByDescending(token => logProbabilities[token]).Take(count)];
            Assert.Equal(order, choice.Likeliest.Select(likely => likely.Token));
            foreach (TokenLogProbability likely in choice.Likeliest)
                Assert.Equal(logProbabilities[likely.Token], likely.LogProbability, Tolerance);
            Assert.Equal(logProbabilities[choice.Token], choice.LogProbability, Tolerance);
            context.Add(choice.Token);
        }

        Assert.Equal(6, context.Count);
    }

    [Fact]
    public void Of_tokens_that_tie_the_lowest_ids_are_listed_and_removed_ones_never()
    {
        float[] row = [1, float.NegativeInfinity, 3, 1, 1, 3];
        using Generation generation = new(new ConstantModel(row), [0], new GenerationSettings(), RandomStream.From("ties"));
        generation.TryNext(out _);
        Assert.Equal([2, 5, 0, 3], generation.Choice(4).Likeliest.Select(token => token.Token));
        Assert.Equal([2, 5, 0, 3, 4], generation.Choice(6).Likeliest.Select(token => token.Token));
    }

    [Fact]
    public void A_choice_allocates_what_it_hands_out_and_nothing_else()
    {
        float[] row = [.. Enumerable.Range(0, 2000).Select(i => (float)(i * 37 % 101))];
        GenerationSettings settings = new() { MaximumTokens = 1000 };
        using Generation generation = new(new ConstantModel(row), [0], settings, RandomStream.From("allocations"));

        // A header and a length of eight bytes each, then sixteen bytes a token.
        Assert.InRange(Allocations.PerCall(() => { generation.TryNext(out _); generation.Choice(8); }), 1, 24 + (8 * 16));
        Assert.Equal(0, Allocations.PerCall(() => { generation.TryNext(out _); generation.Choice(); }));
    }

    [Fact]
    public void There_is_no_choice_before_the_first_token_and_no_list_of_less_than_none()
    {
        using Generation generation = New(new TableModel(5), new GenerationSettings());
        Assert.Throws<InvalidOperationException>(() => generation.Choice());
        Assert.Throws<ArgumentOutOfRangeException>("likeliest", () => generation.Choice(-1));
        Assert.Throws<ArgumentOutOfRangeException>("likeliest", () => generation.StreamChoices(-1, TestContext.Current.CancellationToken));
    }

    private static Generation New(INextTokenModel model, GenerationSettings settings) =>
        new(model, s_prompt, settings, RandomStream.From("choices"));
}
