using AlignmentToolkit.LanguageModels;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels;

public class SequenceBatchTests
{
    [Fact]
    public void Of_a_prompt_and_its_answer_only_the_answer_counts()
    {
        SequenceBatch batch = new(), masked = new();
        batch.AddText([9, 8]);
        batch.AddAnswer([1, 2, 3], [4, 5]);
        masked.AddText([9, 8]);
        masked.AddText([1, 2, 3, 4, 5], [0, 0, 0, 1, 1]);
        Assert.Equal([9, 1, 2, 3, 4], batch.Tokens.ToArray());
        Assert.Equal([8, 2, 3, 4, 5], batch.Targets.ToArray());
        Assert.Equal([1, 0, 0, 1, 1], batch.Weights.ToArray());
        Assert.Equal(masked.Weights.ToArray(), batch.Weights.ToArray());
        Assert.Equal([0, 0, 1, 2, 3], batch.Layout.Positions.ToArray());
        Assert.Equal([0, 1, 5], batch.Layout.Starts.ToArray());
    }

    [Fact]
    public void A_batch_that_is_cleared_has_none_of_what_was_there()
    {
        SequenceBatch batch = new();
        for (int round = 0; round < 3; round++)
        {
            batch.Clear();
            for (int i = 0; i < 40; i++) batch.AddText([.. Enumerable.Range(i, 12)], [.. Enumerable.Repeat(0.5f, 12)]);
            batch.Clear();
            batch.AddText([3, 4, 5]);
            Assert.Equal((1, 2, 2), (batch.Layout.Count, batch.Layout.TokenCount, batch.Layout.LongestLength));
            Assert.Equal([1, 1], batch.Weights.ToArray());
        }
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        SequenceBatch batch = new();
        Assert.Throws<ArgumentException>(() => batch.AddText([1]));
        Assert.Throws<ArgumentException>(() => batch.AddText([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => batch.Add([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => batch.AddAnswer([], [1]));
        Assert.Throws<ArgumentException>(() => batch.AddAnswer([1], []));
        Assert.Equal(0, batch.Layout.TokenCount);
    }
}
