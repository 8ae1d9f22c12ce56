using AlignmentToolkit.Privacy.Events;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Events;

/// <summary>Events as values, as text and as sentences.</summary>
public class PrivacyEventTests
{
    private static readonly Gen<PrivacyEvent> Elementary = Gen.OneOf(
        Gen.Double[0, 10].Select(noise => (PrivacyEvent)new GaussianEvent(noise)),
        Gen.Double[0, 10].Select(noise => (PrivacyEvent)new LaplaceEvent(noise)),
        Gen.Const((PrivacyEvent)new GaussianEvent(double.PositiveInfinity)));

    [Fact]
    public void Text_and_back_gives_an_equal_event() => Nested(3).Sample(original =>
    {
        PrivacyEvent copy = PrivacyEvent.FromJson(original.ToJson());
        Assert.Equal(original, copy);
        Assert.Equal(original.GetHashCode(), copy.GetHashCode());
        Assert.Equal(original.ToString(), copy.ToString());
    });

    [Fact]
    public void The_text_names_kinds_and_parameters()
    {
        const string sample = """{"kind":"poissonSampled","samplingRate":0.01,"event":{"kind":"gaussian","noiseMultiplier":"Infinity"}}""";
        PrivacyEvent sampled = new PoissonSampledEvent(0.01, new GaussianEvent(double.PositiveInfinity));
        Assert.Equal($$"""{"kind":"repeated","event":{{sample}},"count":5}""", new RepeatedEvent(sampled, 5).ToJson());
        const string batch = """{"kind":"fixedBatch","datasetSize":10,"batchSize":3,"event":{"kind":"laplace","noiseMultiplier":2}}""";
        PrivacyEvent composed = new ComposedEvent([new FixedBatchEvent(10, 3, new LaplaceEvent(2))]);
        Assert.Equal($$"""{"kind":"composed","events":[{{batch}}]}""", composed.ToJson());
    }

    [Fact]
    public void Events_read_as_sentences()
    {
        PrivacyEvent training = new RepeatedEvent(new PoissonSampledEvent(0.01, new GaussianEvent(1.1)), 5);
        Assert.Equal("5 × (Poisson sample q = 0.01 with Gaussian noise σ = 1.1)", training.ToString());
        Assert.Equal(
            "Laplace noise b = 2, then batch of 3 out of 10 with Gaussian noise σ = 1",
            new ComposedEvent([new LaplaceEvent(2), new FixedBatchEvent(10, 3, new GaussianEvent(1))]).ToString());
        Assert.Equal("Gaussian noise σ = ∞", new GaussianEvent(double.PositiveInfinity).ToString());
        Assert.Equal("no release", new ComposedEvent([]).ToString());
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("null", "null")]
    [InlineData("{\"noiseMultiplier\":1}", "kind")]
    [InlineData("{\"kind\":\"dice\"}", "dice")]
    [InlineData("{\"kind\":\"gaussian\"}", "noiseMultiplier")]
    [InlineData("{\"kind\":\"gaussian\",\"noiseMultiplier\":-1}", "NoiseMultiplier")]
    [InlineData("{\"kind\":\"gaussian\",\"noiseMultiplier\":\"NaN\"}", "NoiseMultiplier")]
    [InlineData("{\"kind\":\"gaussian\",\"noiseMultiplier\":1,\"sigma\":2}", "sigma")]
    [InlineData("""{"kind":"repeated","event":{"kind":"gaussian","noiseMultiplier":"x"},"count":1}""", "$.event.noiseMultiplier")]
    [InlineData("{\"kind\":\"composed\",\"events\":null}", "events")]
    [InlineData("{\"kind\":\"composed\",\"events\":[null]}", "null")]
    [InlineData("{\"kind\":\"repeated\",\"event\":null,\"count\":1}", "event")]
    public void Text_that_is_no_event_is_refused_with_its_place(string text, string reason) => Assert.Contains(
        reason, Assert.Throws<InvalidDataException>(() => PrivacyEvent.FromJson(text)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Parameters_out_of_range_are_refused_by_name()
    {
        GaussianEvent noise = new(1);
        AssertRefused("NoiseMultiplier", () => new GaussianEvent(-1));
        AssertRefused("NoiseMultiplier", () => noise with { NoiseMultiplier = double.NaN });
        AssertRefused("NoiseMultiplier", () => new LaplaceEvent(double.NaN));
        AssertRefused("SamplingRate", () => new PoissonSampledEvent(1.01, noise));
        AssertRefused("SamplingRate", () => new PoissonSampledEvent(double.NaN, noise));
        AssertRefused("DatasetSize", () => new FixedBatchEvent(0, 0, noise));
        AssertRefused("BatchSize", () => new FixedBatchEvent(10, 11, noise));
        AssertRefused("BatchSize", () => new FixedBatchEvent(10, -1, noise));
        AssertRefused("Count", () => new RepeatedEvent(noise, -1));
        Assert.Throws<ArgumentNullException>(() => new RepeatedEvent(null!, 1));
        Assert.Throws<ArgumentNullException>(() => new ComposedEvent([noise, null!]));
    }

    [Fact]
    public void A_list_that_changes_afterwards_does_not_change_the_event()
    {
        List<PrivacyEvent> list = [new GaussianEvent(1)];
        ComposedEvent composed = new(list);
        list.Add(new GaussianEvent(2));
        Assert.Single(composed.Events);
    }

    private static void AssertRefused(string parameter, Func<PrivacyEvent> make) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => { make(); }).ParamName);

    private static Gen<PrivacyEvent> Nested(int depth)
    {
        if (depth == 0) return Elementary;
        Gen<PrivacyEvent> inner = Nested(depth - 1);
        return Gen.OneOf(
            inner,
            Gen.Select(Gen.Double[0, 1], inner).Select((rate, release) => (PrivacyEvent)new PoissonSampledEvent(rate, release)),
            Gen.Select(Gen.Long[0, 50], inner).Select((batch, release) => (PrivacyEvent)new FixedBatchEvent(50, batch, release)),
            Gen.Select(Gen.Long[0, 1000], inner).Select((count, release) => (PrivacyEvent)new RepeatedEvent(release, count)),
            inner.Array[0, 3].Select(events => (PrivacyEvent)new ComposedEvent(events)));
    }
}
