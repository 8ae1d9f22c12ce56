using AlignmentToolkit.Decoding.Samplers;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Samplers;

public class SamplerTests
{
    [Fact]
    public void Greedy_takes_the_lowest_of_the_likeliest()
    {
        RandomStream stream = RandomStream.From("greedy");
        for (int r = 0; r < 200; r++)
        {
            float[] row = Rows.Random(stream, 1 + stream.NextInt32(100));
            Assert.Equal(row.Index().MaxBy(pair => pair.Item).Index, new GreedySampler().Choose(row));
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(3000)]
    public void A_draw_is_the_inverse_of_the_cumulative_distribution(int length)
    {
        RandomStream rows = RandomStream.From($"multinomial/{length}");
        RandomStream draws = RandomStream.From("multinomial/draws");
        RandomStream same = RandomStream.From("multinomial/draws");
        MultinomialSampler sampler = new(draws);
        for (int r = 0; r < 300; r++)
        {
            float[] row = Rows.Random(rows, length);
            IReadOnlyList<double> probabilities = new SortedReference(row).Probabilities;
            double uniform = same.NextDouble();
            double sum = 0;
            int expected = 0;
            while ((sum += probabilities[expected]) <= uniform) expected++;
            Assert.Equal(expected, sampler.Choose(row));
        }
    }

    [Fact]
    public void Removed_tokens_are_never_drawn()
    {
        float[] row = new float[2000];
        Array.Fill(row, float.NegativeInfinity);
        row[3] = -700;
        row[1700] = -701;
        MultinomialSampler sampler = new(RandomStream.From("removed"));
        Assert.Equal([3, 1700], Enumerable.Range(0, 200).Select(_ => sampler.Choose(row)).Distinct().Order());
    }
}
