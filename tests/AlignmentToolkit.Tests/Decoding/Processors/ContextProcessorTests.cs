using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Processors;

public class ContextProcessorTests
{
    private const float Removed = float.NegativeInfinity;

    [Fact]
    public void A_repeated_n_gram_is_what_a_dictionary_of_all_n_grams_says()
    {
        RandomStream stream = RandomStream.From("n-grams");
        for (int r = 0; r < 300; r++)
        {
            int[] context = [.. Enumerable.Range(0, stream.NextInt32(40)).Select(_ => stream.NextInt32(4))];
            int length = 1 + stream.NextInt32(4);
            HashSet<string> seen = [];
            for (int i = 0; i + length <= context.Length; i++) seen.Add(string.Join(' ', context[i..(i + length)]));
            string ending = string.Concat(context.TakeLast(length - 1).Select(token => $"{token} "));
            bool[] isRepeated = [.. Enumerable.Range(0, 4).Select(token => context.Length >= length && seen.Contains(ending + token))];
            float[] row = new NoRepeatNGram(length).Through(new float[4], context);
            Assert.Equal(isRepeated, row.Select(float.IsNegativeInfinity));
        }
    }

    [Fact]
    public void Occurrences_are_counted_in_the_answer_or_in_the_end_of_the_context()
    {
        int[] context = [0, 1, 1, 2, 1];
        float[] row = new float[4];
        Assert.Equal([0, -0.75f, -0.75f, 0], new OccurrencePenalty(0.5, 0.25).Through(row, context, promptLength: 3));
        Assert.Equal([0, -1f, -0.75f, 0], new OccurrencePenalty(0.5, 0.25, window: 3).Through(row, context, promptLength: 3));
        Assert.Equal([-0.75f, -1.25f, -0.75f, 0], new OccurrencePenalty(0.5, 0.25, window: 64).Through(row, context, promptLength: 3));
    }

    [Fact]
    public void Counts_do_not_leak_into_the_next_step()
    {
        OccurrencePenalty penalty = new(1, 1);
        penalty.Through(new float[3], [0, 0, 1]);
        Assert.Equal([0, 0, -2f], penalty.Through(new float[3], [2]));
    }

    [Fact]
    public void Only_the_window_is_penalised() =>
        Assert.Equal([2f, 1f, -4f], new RepetitionPenalty(2, window: 2).Through([2, 2, -2], [0, 2, 1]));

    [Fact]
    public void A_bad_word_is_forbidden_where_it_would_be_completed()
    {
        SequenceBias words = SequenceBias.BadWords([3], [1, 2], [0, 1, 0]);
        Assert.Equal([0, 0, 0, Removed], words.Through(new float[4], [1, 0]));
        Assert.Equal([Removed, 0, Removed, Removed], words.Through(new float[4], [0, 1]));
        Assert.Equal([0, 0, 0, Removed], words.Through(new float[4], []));
    }

    [Fact]
    public void A_bias_is_added_where_its_sequence_would_be_completed()
    {
        SequenceBias bias = new(([2], 1.5f), ([0, 2], 0.25f));
        Assert.Equal([0, 0, 1.75f], bias.Through(new float[3], [1, 0]));
        Assert.Equal([0, 0, 1.5f], bias.Through(new float[3], [0, 1]));
    }

    [Fact]
    public void Tokens_are_suppressed_always_first_or_from_an_id_on()
    {
        Assert.Equal([0, Removed, 0], new SuppressedTokens([1]).Through(new float[3], [0, 0], promptLength: 1));
        Assert.Equal([0, Removed, 0], new SuppressedTokens([1], onlyFirst: true).Through(new float[3], [0], promptLength: 1));
        Assert.Equal([0, 0, 0], new SuppressedTokens([1], onlyFirst: true).Through(new float[3], [0, 0], promptLength: 1));
        Assert.Equal([0, 0, Removed, Removed], SuppressedTokens.From(2).Through(new float[4]));
    }

    [Fact]
    public void A_beginning_is_forced_token_by_token()
    {
        ForcedTokens forced = new([2, 0]);
        Assert.Equal([Removed, Removed, 0], forced.Through([5, 6, 7], [1], promptLength: 1));
        Assert.Equal([0, Removed, Removed], forced.Through([5, 6, 7], [1, 2], promptLength: 1));
        Assert.Equal([5, 6, 7], forced.Through([5, 6, 7], [1, 2, 0], promptLength: 1));
        Assert.Equal([Removed, 0, Removed], new ForcedTokens(token: 1, place: 3).Through([5, 6, 7], [0, 0, 0, 0], promptLength: 1));
    }

    [Fact]
    public void An_answer_does_not_end_before_its_minimum_length()
    {
        MinimumLength minimum = new(2, [0, 2]);
        Assert.Equal([Removed, 0, Removed], minimum.Through(new float[3], [1, 1], promptLength: 1));
        Assert.Equal([0, 0, 0], minimum.Through(new float[3], [1, 1, 1], promptLength: 1));
        Assert.Equal([0, 0, 0], new MinimumLength(2, [0], countsPrompt: true).Through(new float[3], [1, 1], promptLength: 1));
    }

    [Fact]
    public void An_answer_that_is_long_enough_is_pushed_to_end()
    {
        ExponentialDecayLengthPenalty penalty = new(start: 2, factor: 1.5, [0, 1, 3]);
        float[] row = [2, -2, 5, Removed];
        Assert.Equal(row, penalty.Through(row, [2, 2, 2], promptLength: 1));
        Assert.Equal([3, -1, 5, Removed], penalty.Through(row, [2, 2, 2, 2], promptLength: 1));
        Assert.Equal([4.5f, 0.5f, 5, Removed], penalty.Through(row, [2, 2, 2, 2, 2], promptLength: 1));
        Assert.Equal([float.MaxValue, float.MaxValue, 5, Removed], penalty.Through(row, [.. Enumerable.Repeat(2, 2000)], promptLength: 1));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => new ExponentialDecayLengthPenalty(-1, 1.5, [0]));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => new ExponentialDecayLengthPenalty(0, 0, [0]));
    }

    [Fact]
    public void Tokens_the_vocabulary_does_not_have_are_refused_by_value()
    {
        ArgumentOutOfRangeException error =
            Assert.Throws<ArgumentOutOfRangeException>(() => new RepetitionPenalty(2).Through(new float[3], [0, 3]));
        Assert.Equal(3, error.ActualValue);
        Assert.Contains("0 to 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuppressedTokens([5]).Through(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuppressedTokens([-1]));
        Assert.Throws<ArgumentException>(() => new SequenceBias(([], 1f)));
        Assert.Throws<ArgumentException>(() => new SequenceBias(([1], float.NaN)));
    }
}
