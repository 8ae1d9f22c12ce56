using AlignmentToolkit.Numerics;

using MathNet.Numerics.Distributions;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class RandomIntegerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(257)]
    public void Small_ranges_are_uniform(int bound)
    {
        RandomStream stream = RandomStream.From("integers");
        AssertUniform(bound, 1000 * bound, () => stream.NextInt32(bound));
    }

    [Fact]
    public void A_bound_that_32_bits_cannot_share_out_is_unbiased()
    {
        // 2³² words for 3·2²⁹ values: without rejection the residues modulo 3 would get 3, 3 and 2 of every 8 words.
        const int bound = 3 << 29;
        RandomStream stream = RandomStream.From("integers");
        AssertUniform(3, 100_000, () => stream.NextInt32(bound) % 3);
        AssertUniform(3, 100_000, () => (int)((stream.NextInt32(int.MinValue, int.MinValue + bound) - (long)int.MinValue) % 3));
    }

    [Fact]
    public void A_bound_that_64_bits_cannot_share_out_is_unbiased()
    {
        const long bound = 3L << 61;
        RandomStream stream = RandomStream.From("integers");
        AssertUniform(3, 100_000, () => (int)(stream.NextInt64(bound) % 3));
        AssertUniform(7, 100_000, () => (int)stream.NextInt64(7));
    }

    [Fact]
    public void All_values_of_a_range_occur_and_no_others()
    {
        RandomStream stream = RandomStream.From("integers");
        Assert.Equal([-2, -1, 0, 1], Enumerable.Range(0, 200).Select(_ => stream.NextInt32(-2, 2)).Distinct().Order());
        Assert.Equal([0], Enumerable.Range(0, 10).Select(_ => stream.NextInt32(1)).Distinct());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void All_orders_are_equally_likely(int count)
    {
        RandomStream stream = RandomStream.From("orders");
        int orders = Enumerable.Range(1, count).Aggregate((a, b) => a * b);
        var order = new int[count];
        AssertUniform(orders, 1000 * orders, () =>
        {
            stream.FillPermutation(order);
            return Rank(order);
        });
    }

    [Fact]
    public void A_permutation_holds_each_index_once()
    {
        Assert.Equal(Enumerable.Range(0, 10_000), RandomStream.From("orders").Permutation(10_000).Order());
        Assert.Empty(RandomStream.From("orders").Permutation(0));
    }

    [Fact]
    public void Bounds_out_of_range_are_named()
    {
        RandomStream stream = RandomStream.From("integers");
        Assert.Throws<ArgumentOutOfRangeException>("exclusiveMaximum", () => stream.NextInt32(0));
        Assert.Throws<ArgumentOutOfRangeException>("exclusiveMaximum", () => stream.NextInt32(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>("exclusiveMaximum", () => stream.NextInt64(-1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => stream.Permutation(-1));
    }

    /// <summary>Pearson's χ² against the quantile that a right generator passes all but once in a million.</summary>
    private static void AssertUniform(int cells, int draws, Func<int> next)
    {
        var counts = new int[cells];
        for (int i = 0; i < draws; i++) counts[next()]++;
        double expected = (double)draws / cells;
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(statistic, 0, ChiSquared.InvCDF(cells - 1, 1 - 1e-6));
    }

    /// <summary>Place of an order among all orders (Lehmer code).</summary>
    private static int Rank(int[] order)
    {
        int rank = 0;
        for (int i = 0; i < order.Length; i++) rank = rank * (order.Length - i) + order[(i + 1)..].Count(later => later < order[i]);
        return rank;
    }
}
