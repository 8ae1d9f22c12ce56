using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>From the description of releases to their losses, in each direction of the neighbourhood.</summary>
internal static class ReleaseLosses
{
    /// <summary>Why an event has no losses known here, without the full stop; null if it has.</summary>
    public static string? ReasonAgainst(PrivacyEvent privacyEvent)
    {
        if (privacyEvent.MixesNeighbours()) return EventReasons.MixedNeighbours;
        RepeatedEvent? unknown = privacyEvent.Parts().FirstOrDefault(part => Of(part.Event, AdjacencyDirection.Remove) is null);
        return unknown is null
            ? null
            : $"the loss of \"{unknown.Event}\" is not known: of samples it knows those with Gaussian or Laplace noise";
    }

    /// <summary>One list of releases per direction; a single one where the directions are alike.</summary>
    public static IReadOnlyList<IReadOnlyList<LossComponent>> Directions(PrivacyEvent privacyEvent)
    {
        IReadOnlyList<RepeatedEvent> parts = privacyEvent.Parts();
        return parts.Any(part => part.Event is PoissonSampledEvent)
            ? [Components(parts, AdjacencyDirection.Remove), Components(parts, AdjacencyDirection.Add)]
            : [Components(parts, AdjacencyDirection.Remove)];
    }

    /// <summary>σ of the one Gaussian release that an event amounts to; null if it contains anything else.</summary>
    public static double? NoiseOfGaussians(PrivacyEvent privacyEvent)
    {
        IReadOnlyList<RepeatedEvent> parts = privacyEvent.Parts();
        return parts.All(part => part.Event is GaussianEvent) ? 1 / Math.Sqrt(parts.Sum(Precision)) : null;
    }

    private static double Precision(RepeatedEvent part) => part.Count * Math.Pow(((GaussianEvent)part.Event).NoiseMultiplier, -2);

    private static List<LossComponent> Components(IReadOnlyList<RepeatedEvent> parts, AdjacencyDirection direction) =>
        [.. parts.Select(part => new LossComponent(Of(part.Event, direction)!, part.Count))];

    private static LossProfile? Of(PrivacyEvent release, AdjacencyDirection direction) => release switch
    {
        GaussianEvent or LaplaceEvent => OfNoise(release) ?? new AtomicLoss(0, 0),
        PoissonSampledEvent { Event: GaussianEvent or LaplaceEvent } sampled => OfNoise(sampled.Event) is { } noise
            ? new SampledLoss(sampled.SamplingRate, noise, direction)
            : OfNoiselessSample(sampled.SamplingRate, direction),
        FixedBatchEvent { Event: GaussianEvent or LaplaceEvent } batch => OfNoise(batch.Event) is { } noise
            ? new ReplacedSampleLoss(batch.SamplingRate, noise)
            : new AtomicLoss(0, 1 - batch.SamplingRate),
        _ => null,
    };

    /// <summary>Null without noise.</summary>
    private static LossProfile? OfNoise(PrivacyEvent release) => release switch
    {
        GaussianEvent { NoiseMultiplier: > 0 } gaussian => new GaussianLoss(gaussian.NoiseMultiplier),
        LaplaceEvent { NoiseMultiplier: > 0 } laplace => new LaplaceLoss(laplace.NoiseMultiplier),
        _ => null,
    };

    private static AtomicLoss OfNoiselessSample(double samplingRate, AdjacencyDirection direction) => direction == AdjacencyDirection.Remove
        ? new AtomicLoss(Exponentials.Log1P(-samplingRate), 1 - samplingRate)
        : new AtomicLoss(-Exponentials.Log1P(-samplingRate), 1);
}
