using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Processors;

public class TruncationTests
{
    [Theory]
    [InlineData(8, 1000)]
    [InlineData(1000, 300)]
    [InlineData(151_936, 6)]
    public void Every_cut_keeps_what_a_full_sort_keeps(int length, int rows)
    {
        RandomStream stream = RandomStream.From($"truncation/{length}");
        for (int r = 0; r < rows; r++)
        {
            float[] row = Rows.Random(stream, length);
            SortedReference reference = new(row);
            foreach (int count in (int[])[1, 3, 50, 700])
            {
                Assert.Equal(reference.TopK(count), Rows.Survivors(new TopK(count).Through(row)));
                int left = Math.Min(count, Rows.Survivors(row).Length);
                Assert.Equal(reference.TopKWithoutTies(left), Rows.Survivors(new TopK(count, keepsTies: false).Through(row)));
            }

            foreach (double fraction in (double[])[0.01, 0.3, 0.77, 0.95])
            {
                Assert.Equal(reference.TopP(fraction), Rows.Survivors(new TopP(fraction).Through(row)));
                Assert.Equal(reference.MinP(fraction), Rows.Survivors(new MinP(fraction).Through(row)));
                Assert.Equal(reference.Typical(fraction), Rows.Survivors(new TypicalP(fraction).Through(row)));
                Assert.Equal(reference.AtLeast(fraction / 10), Rows.Survivors(new EpsilonCutoff(fraction / 10).Through(row)));
                double eta = Math.Min(fraction / 10, Math.Sqrt(fraction / 10) * Math.Exp(-reference.Entropy));
                Assert.Equal(reference.AtLeast(eta), Rows.Survivors(new EtaCutoff(fraction / 10).Through(row)));
            }
        }
    }

    [Fact]
    public void Logits_that_are_kept_are_not_changed()
    {
        RandomStream stream = RandomStream.From("truncation/kept");
        float[] row = Rows.Random(stream, 1000);
        foreach (float[] cut in (float[][])[new TopK(7).Through(row), new TopP(0.6).Through(row), new TypicalP(0.6).Through(row)])
            foreach (int token in Rows.Survivors(cut)) Assert.Equal(row[token], cut[token]);
    }

    [Fact]
    public void Of_tokens_that_tie_a_nucleus_keeps_the_lowest_ids()
    {
        // Four equal tokens hold a quarter each; half takes two.
        Assert.Equal([1, 2], Rows.Survivors(new TopP(0.5).Through([-90f, 1, 1, 1, 1])));
    }

    [Fact]
    public void The_whole_nucleus_and_no_nucleus_are_the_limits()
    {
        Assert.Equal(Rows.Model, new TopP(1).Through(Rows.Model));
        Assert.Equal([0], Rows.Survivors(new TopP(0).Through(Rows.Model)));
        Assert.Equal(Rows.Model, new MinP(0).Through(Rows.Model));
        Assert.Equal([0], Rows.Survivors(new MinP(1).Through(Rows.Model)));
        Assert.Equal(Rows.Model, new TopK(8).Through(Rows.Model));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Temperatures_that_are_not_positive_are_refused(double temperature) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Temperature(temperature));

    [Fact]
    public void Extreme_temperatures_neither_overflow_nor_divide_by_nothing()
    {
        float removed = float.NegativeInfinity;
        Assert.Equal([removed, 0, removed, removed], new Temperature(1e-300).Through([-7, -5, removed, -6]));
        Assert.Equal([0, removed, removed], new Temperature(1e-40).Through([2, 1, removed]));
        Assert.Equal([0, 0, removed], new Temperature(1e300).Through([2, 1, removed]), (x, y) => x == y || Math.Abs(x - y) < 1e-30);
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new TopK(0));
        Assert.Throws<ArgumentOutOfRangeException>("mass", () => new TopP(1.5));
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => new MinP(-0.5));
        Assert.Throws<ArgumentOutOfRangeException>("mass", () => new TypicalP(1));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new EpsilonCutoff(0));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new EtaCutoff(1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new TopNSigma(0));
    }
}
