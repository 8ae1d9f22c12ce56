using AlignmentToolkit.Privacy.Events;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Events;

/// <summary>Events taken apart into elementary releases.</summary>
public class EventPartsTests
{
    private static readonly GaussianEvent Noise = new(1);

    [Fact]
    public void Repetition_and_composition_are_resolved_and_equal_releases_gathered()
    {
        GaussianEvent strong = new(4);
        PrivacyEvent all = new ComposedEvent([new RepeatedEvent(new ComposedEvent([Noise, new RepeatedEvent(strong, 3)]), 5), Noise]);
        Assert.Equal([new RepeatedEvent(Noise, 6), new RepeatedEvent(strong, 15)], all.Parts());
    }

    [Fact]
    public void What_shows_nothing_is_left_out()
    {
        Assert.Empty(new ComposedEvent([]).Parts());
        Assert.Empty(new RepeatedEvent(Noise, 0).Parts());
        Assert.Empty(new PoissonSampledEvent(0, Noise).Parts());
        Assert.Empty(new FixedBatchEvent(10, 0, Noise).Parts());
        Assert.Empty(new GaussianEvent(double.PositiveInfinity).Parts());
        Assert.Empty(new PoissonSampledEvent(0.5, new LaplaceEvent(double.PositiveInfinity)).Parts());
    }

    [Fact]
    public void Samples_of_all_and_samples_of_samples_and_several_releases_about_one_sample_are_resolved()
    {
        Assert.Equal([new RepeatedEvent(Noise, 1)], new PoissonSampledEvent(1, Noise).Parts());
        Assert.Equal([new RepeatedEvent(Noise, 1)], new FixedBatchEvent(7, 7, Noise).Parts());
        Assert.Equal(
            [new RepeatedEvent(new PoissonSampledEvent(0.125, Noise), 1)],
            new PoissonSampledEvent(0.5, new PoissonSampledEvent(0.25, Noise)).Parts());
        // Four Gaussian releases about one sample are one with half the noise.
        Assert.Equal(
            [new RepeatedEvent(new PoissonSampledEvent(0.5, new GaussianEvent(0.5)), 2)],
            new RepeatedEvent(new PoissonSampledEvent(0.5, new RepeatedEvent(Noise, 4)), 2).Parts());
    }

    [Fact]
    public void Neither_a_number_of_releases_beyond_counting_nor_a_rate_too_small_for_a_number_becomes_nothing()
    {
        RepeatedEvent many = new(new RepeatedEvent(Noise, long.MaxValue), 3);
        Assert.Equal([new RepeatedEvent(Noise, long.MaxValue)], new ComposedEvent([many, Noise]).Parts());
        PrivacyEvent rare = new PoissonSampledEvent(1e-300, new PoissonSampledEvent(1e-300, Noise));
        Assert.Equal([new RepeatedEvent(new PoissonSampledEvent(double.Epsilon, Noise), 1)], rare.Parts());
    }

    [Fact]
    public void Neighbours_are_mixed_only_where_both_kinds_of_samples_occur()
    {
        PrivacyEvent poisson = new PoissonSampledEvent(0.1, Noise), batch = new FixedBatchEvent(10, 2, Noise);
        Assert.False(new ComposedEvent([poisson, Noise]).MixesNeighbours());
        Assert.False(new ComposedEvent([batch, Noise]).MixesNeighbours());
        Assert.True(new ComposedEvent([poisson, new RepeatedEvent(batch, 3)]).MixesNeighbours());
        Assert.True(new PoissonSampledEvent(0.5, batch).MixesNeighbours());
    }
}
