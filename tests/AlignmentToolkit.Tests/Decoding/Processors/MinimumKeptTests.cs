using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Processors;

public class MinimumKeptTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(300)]
    public void A_cut_keeps_what_it_keeps_or_the_best_of_its_order(int length)
    {
        RandomStream stream = RandomStream.From($"minimum/{length}");
        for (int r = 0; r < 300; r++)
        {
            float[] row = Rows.Random(stream, length);
            SortedReference reference = new(row);
            int minimum = 1 + stream.NextInt32(length + 3);
            int left = Math.Min(minimum, Rows.Survivors(row).Length);
            double fraction = Math.Max(1e-3, stream.NextDouble());
            AssertKept(reference.TopP(fraction), new TopP(fraction, minimumKept: minimum));
            AssertKept(reference.MinP(fraction), new MinP(fraction, minimum));
            Assert.Equal(reference.Typical(fraction, left), Rows.Survivors(new TypicalP(fraction, minimum).Through(row)));
            AssertKeptWithTies(reference.AtLeast(fraction), new EpsilonCutoff(fraction, minimum));
            double eta = Math.Min(fraction, Math.Sqrt(fraction) * Math.Exp(-reference.Entropy));
            AssertKeptWithTies(reference.AtLeast(eta), new EtaCutoff(fraction, minimum));

            void AssertKept(int[] cut, AlignmentToolkit.Decoding.ILogitsProcessor processor) => Assert.Equal(
                cut.Length >= left ? cut : reference.TopKWithoutTies(left), Rows.Survivors(processor.Through(row)));

            void AssertKeptWithTies(int[] cut, AlignmentToolkit.Decoding.ILogitsProcessor processor) => Assert.Equal(
                cut.Length >= left ? cut : reference.TopK(left), Rows.Survivors(processor.Through(row)));
        }
    }

    [Fact]
    public void Top_choices_are_not_excluded_when_too_few_would_be_left()
    {
        float[] row = Array.ConvertAll(new[] { 0.4, 0.3, 0.2, 0.1 }, p => (float)Math.Log(p));
        Assert.Equal([2, 3], Rows.Survivors(Excluding(2).Through(row)));
        Assert.Equal([0, 1, 2, 3], Rows.Survivors(Excluding(3).Through(row)));

        static ExcludeTopChoices Excluding(int minimumKept) => new(1, 0.19, RandomStream.From("xtc"), minimumKept);
    }

    [Fact]
    public void Less_than_one_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("minimumKept", () => new TopP(0.5, minimumKept: 0));
        Assert.Throws<ArgumentOutOfRangeException>("minimumKept", () => new MinP(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("minimumKept", () => new TypicalP(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("minimumKept", () => new EpsilonCutoff(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("minimumKept", () => new EtaCutoff(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("minimumKept", () => new ExcludeTopChoices(1, 0.5, RandomStream.From("x"), 0));
    }
}
