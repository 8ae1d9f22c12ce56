namespace AlignmentToolkit.Privacy.Events;

/// <summary>Resolves nesting: what accountants work on are elementary releases and their numbers.</summary>
internal sealed class EventParts
{
    private readonly Dictionary<PrivacyEvent, int> _places = [];
    private readonly List<RepeatedEvent> _parts = [];

    /// <summary>The elementary releases of an event, each different one once, in the order in which they first occur.</summary>
    public static IReadOnlyList<RepeatedEvent> Of(PrivacyEvent privacyEvent)
    {
        EventParts parts = new();
        parts.Add(privacyEvent, 1);
        return parts._parts;
    }

    private void Add(PrivacyEvent privacyEvent, long count)
    {
        if (count == 0) return;
        switch (privacyEvent)
        {
            case RepeatedEvent repeated:
                Add(repeated.Event, Product(count, repeated.Count));
                break;
            case ComposedEvent composed:
                foreach (PrivacyEvent inner in composed.Events) Add(inner, count);
                break;
            case PoissonSampledEvent sampled:
                AddSample(sampled, count);
                break;
            case FixedBatchEvent batch:
                AddBatch(batch, count);
                break;
            case GaussianEvent { NoiseMultiplier: double.PositiveInfinity } or LaplaceEvent { NoiseMultiplier: double.PositiveInfinity }:
                break;
            default:
                Gather(privacyEvent, count);
                break;
        }
    }

    private void AddSample(PoissonSampledEvent sampled, long count)
    {
        if (sampled.SamplingRate == 0) return;
        if (sampled.SamplingRate == 1) Add(sampled.Event, count);
        else if (OneRelease(sampled.Event) is not { } release) return;
        // A sample of a sample is a sample; a rate too small for a number must not become "never".
        else if (release is PoissonSampledEvent inner)
            AddSample(new(Math.Max(sampled.SamplingRate * inner.SamplingRate, double.Epsilon), inner.Event), count);
        else Gather(sampled with { Event = release }, count);
    }

    private void AddBatch(FixedBatchEvent batch, long count)
    {
        if (batch.BatchSize == 0) return;
        if (batch.BatchSize == batch.DatasetSize) Add(batch.Event, count);
        else if (OneRelease(batch.Event) is { } release) Gather(batch with { Event = release }, count);
    }

    /// <summary>Releases about one and the same sample as one, where they are; null if nothing is released.</summary>
    private static PrivacyEvent? OneRelease(PrivacyEvent inner)
    {
        IReadOnlyList<RepeatedEvent> parts = Of(inner);
        if (parts.Count == 0) return null;
        if (parts is [{ Count: 1 } single]) return single.Event;
        return parts.All(part => part.Event is GaussianEvent)
            ? new GaussianEvent(1 / Math.Sqrt(parts.Sum(part => part.Count * Math.Pow(((GaussianEvent)part.Event).NoiseMultiplier, -2))))
            : new ComposedEvent(parts);
    }

    private void Gather(PrivacyEvent release, long count)
    {
        if (_places.TryGetValue(release, out int place)) _parts[place] = new(release, Sum(_parts[place].Count, count));
        else
        {
            _places.Add(release, _parts.Count);
            _parts.Add(new(release, count));
        }
    }

    // More releases than a long counts cost as good as infinitely much; a count that wrapped around would cost nothing.
    private static long Product(long a, long b) => b > 0 && a > long.MaxValue / b ? long.MaxValue : a * b;

    private static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
