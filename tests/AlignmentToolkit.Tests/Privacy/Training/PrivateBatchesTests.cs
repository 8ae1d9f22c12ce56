using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Training;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Training;

public class PrivateBatchesTests
{
    private const int Examples = 200, Draws = 20_000;

    [Fact]
    public void Poisson_sampling_takes_each_example_with_probability_q_independently_of_the_others()
    {
        const double Q = 30.0 / Examples;
        BatchSampler sampler = new PoissonBatches(30).Sampler(Examples, RandomStream.From("poisson"));
        (double[] single, double neighbours, double far) = (new double[Examples], 0, 0);
        (double mean, double square) = (0, 0);
        for (int draw = 0; draw < Draws; draw++)
        {
            bool[] taken = Taken(sampler.Next());
            int size = taken.Count(t => t);
            mean += size / (double)Draws;
            square += (double)size * size / Draws;
            for (int i = 0; i < Examples; i++)
            {
                if (!taken[i]) continue;
                single[i]++;
                if (i > 0 && taken[i - 1]) neighbours++;
                if (i >= 100 && taken[i - 100]) far++;
            }
        }

        // Five standard deviations of binomial counts; sizes have mean nq and variance nq(1 − q), whose estimate has variance ≈ 2v²/draws.
        Assert.All(single, count => Assert.Equal(Draws * Q, count, 5 * Math.Sqrt(Draws * Q * (1 - Q))));
        Assert.Equal(199 * Draws * Q * Q, neighbours, 5 * Math.Sqrt(199 * Draws * Q * Q));
        Assert.Equal(100 * Draws * Q * Q, far, 5 * Math.Sqrt(100 * Draws * Q * Q));
        const double Variance = Examples * Q * (1 - Q);
        Assert.Equal(30, mean, 5 * Math.Sqrt(Variance / Draws));
        Assert.Equal(Variance, square - mean * mean, 5 * Variance * Math.Sqrt(2.0 / Draws));
    }

    [Fact]
    public void Poisson_sampling_at_rate_one_takes_every_example_every_time()
    {
        BatchSampler sampler = new PoissonBatches(17).Sampler(17, RandomStream.From("all"));
        for (int draw = 0; draw < 20; draw++) Assert.Equal(Enumerable.Range(0, 17), sampler.Next().ToArray());
    }

    [Fact]
    public void Poisson_sampling_of_rare_examples_sometimes_takes_none()
    {
        BatchSampler sampler = new PoissonBatches(1).Sampler(1000, RandomStream.From("rare"));
        int empty = Enumerable.Range(0, Draws).Count(_ => sampler.Next().IsEmpty);
        double none = Math.Pow(1 - 1e-3, 1000);
        Assert.Equal(Draws * none, empty, 5 * Math.Sqrt(Draws * none * (1 - none)));
    }

    [Fact]
    public void Fixed_batches_are_uniformly_random_sets_of_their_size()
    {
        BatchSampler sampler = new FixedBatches(30).Sampler(Examples, RandomStream.From("fixed"));
        (double[] single, double pairs) = (new double[Examples], 0);
        for (int draw = 0; draw < Draws; draw++)
        {
            int[] indices = sampler.Next().ToArray();
            Assert.Equal(30, indices.Distinct().Count());
            bool[] taken = Taken(indices);
            for (int i = 0; i < Examples; i++)
            {
                if (taken[i]) single[i]++;
                if (i > 0 && taken[i] && taken[i - 1]) pairs++;
            }
        }

        const double One = 30.0 / Examples, Two = One * 29 / (Examples - 1);
        Assert.All(single, count => Assert.Equal(Draws * One, count, 5 * Math.Sqrt(Draws * One * (1 - One))));
        Assert.Equal(199 * Draws * Two, pairs, 5 * Math.Sqrt(199 * Draws * Two));
    }

    [Fact]
    public void Shuffled_batches_show_every_example_once_an_epoch_in_a_new_order()
    {
        BatchSampler sampler = new ShuffledBatches(30).Sampler(Examples, RandomStream.From("shuffled"));
        int[] before = [];
        for (int epoch = 0; epoch < 5; epoch++)
        {
            List<int[]> batches = [];
            for (int step = 0; step < 7; step++) batches.Add(sampler.Next().ToArray());
            Assert.Equal([30, 30, 30, 30, 30, 30, 20], batches.Select(batch => batch.Length));
            int[] order = [.. batches.SelectMany(batch => batch)];
            Assert.Equal(Enumerable.Range(0, Examples), order.Order());
            Assert.NotEqual(before, order);
            before = order;
        }
    }

    // ⌈10 · 60000/512⌉ = ⌈1171.875⌉; a floor would be a step short.
    [Fact]
    public void Epochs_are_rounded_up_to_whole_steps()
    {
        Assert.Equal(1172, new PoissonBatches(512).StepsAfter(10, 60_000));
        Assert.Equal(118, new PoissonBatches(512).StepsAfter(1, 60_000));
        Assert.Equal(15, new FixedBatches(100).StepsAfter(15, 100));
        Assert.Equal(1180, new ShuffledBatches(512).StepsAfter(10, 60_000));
        Assert.Equal(10, new ShuffledBatches(512).UnitsAfter(10, 60_000));
    }

    [Fact]
    public void Each_kind_states_what_an_accountant_may_assume()
    {
        Assert.Equal(
            new RepeatedEvent(new PoissonSampledEvent(512.0 / 60_000, new GaussianEvent(0.7)), 1172),
            new PoissonBatches(512).EventAfter(0.7, 10, 60_000));

        // Replacing an example changes the sum by up to 2C: z C of noise are z/2 sensitivities.
        Assert.Equal(
            new RepeatedEvent(new FixedBatchEvent(60_000, 512, new GaussianEvent(0.35)), 1172),
            new FixedBatches(512).EventAfter(0.7, 10, 60_000));
        Assert.Equal(new RepeatedEvent(new GaussianEvent(0.35), 10), new ShuffledBatches(512).EventAfter(0.7, 10, 60_000));
    }

    [Fact]
    public void Sizes_out_of_range_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("size", () => new PoissonBatches(0));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => new FixedBatches(-3));
        foreach (PrivateBatches batches in new PrivateBatches[] { new PoissonBatches(10), new FixedBatches(10), new ShuffledBatches(10) })
        {
            Assert.Throws<ArgumentOutOfRangeException>("examples", () => batches.Sampler(9, RandomStream.From("few")));
            Assert.Throws<ArgumentOutOfRangeException>("examples", () => batches.UnitEvent(1, 9));
            Assert.Throws<ArgumentOutOfRangeException>(() => batches.UnitEvent(-1, 10));
            Assert.Throws<ArgumentOutOfRangeException>(() => batches.UnitEvent(double.NaN, 10));
        }
    }

    private static bool[] Taken(ReadOnlySpan<int> indices)
    {
        bool[] taken = new bool[Examples];
        foreach (int index in indices)
        {
            Assert.False(taken[index]);
            taken[index] = true;
        }

        return taken;
    }
}
