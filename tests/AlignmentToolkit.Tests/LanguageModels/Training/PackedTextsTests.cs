using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Training;

public class PackedTextsTests
{
    // Text i is 100i, 100i + 1, …: every target says where it comes from.
    private static readonly int[][] Texts = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Range(100 * i, 3 + (5 * i % 7)).ToArray())];

    [Fact]
    public void An_epoch_has_every_target_once_behind_the_token_before_it()
    {
        PackedTexts packed = new(Texts, tokensPerBatch: 6, contextLength: 4, RandomStream.From("packing"));
        List<int> targets = [];
        for (long i = 0; i < packed.BatchesPerEpoch; i++)
        {
            SequenceBatch batch = packed.At(i);
            Assert.Equal(6, batch.Layout.TokenCount);
            Assert.True(batch.Layout.LongestLength <= 4);
            for (int t = 0; t < 6; t++) Assert.Equal(batch.Tokens[t] + 1, batch.Targets[t]);
            targets.AddRange(batch.Targets);
        }

        Assert.Equal(targets.Count, targets.Distinct().Count());
        Assert.InRange(targets.Count, Texts.Sum(text => text.Length - 1) - 5, Texts.Sum(text => text.Length - 1));
    }

    [Fact]
    public void A_batch_is_the_same_whenever_it_is_asked_for()
    {
        PackedTexts forwards = new(Texts, 6, 4, RandomStream.From("packing")), backwards = new(Texts, 6, 4, RandomStream.From("packing"));
        int count = (int)(3 * forwards.BatchesPerEpoch);
        int[][] expected = [.. Enumerable.Range(0, count).Select(i => forwards.At(i).Tokens.ToArray())];
        for (int i = count - 1; i >= 0; i--) Assert.Equal(expected[i], backwards.At(i).Tokens.ToArray());
        Assert.NotEqual(expected[0], expected[(int)forwards.BatchesPerEpoch]);
    }
}
