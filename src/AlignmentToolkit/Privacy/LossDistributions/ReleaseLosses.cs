using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>From the description of releases to their losses, in each direction of the neighbourhood.</summary>
internal sealed class ReleaseLosses
{
    private readonly List<(LossProfile Remove, LossProfile Add, long Count)> _releases = [];
    private double _gaussianPrecision;
    private bool _hasPoissonSamples, _hasFixedBatches, _isDirected;

    /// <summary>Why an event has no losses known here, without the full stop; null if it has.</summary>
    public string? Reason { get; private set; }

    /// <summary>One list of releases per direction; a single one where the directions are alike.</summary>
    public IReadOnlyList<IReadOnlyList<LossComponent>> Directions => _isDirected ? [Components(true), Components(false)] : [Components(true)];

    public static ReleaseLosses Of(PrivacyEvent privacyEvent)
    {
        ReleaseLosses losses = new();
        losses.Add(privacyEvent, 1);
        if (losses._hasPoissonSamples && losses._hasFixedBatches)
        {
            losses.Reason ??= "Poisson samples speak of neighbours with one example more, batches of fixed size of neighbours with one example replaced,"
                + " and no composition of the two is known";
        }

        return losses;
    }

    private List<LossComponent> Components(bool removes)
    {
        List<LossComponent> components = [.. _releases.Select(release => new LossComponent(removes ? release.Remove : release.Add, release.Count))];
        if (_gaussianPrecision > 0) components.Add(new LossComponent(new GaussianLoss(1 / Math.Sqrt(_gaussianPrecision)), 1));
        return components;
    }

    private void Add(PrivacyEvent privacyEvent, long count)
    {
        if (count == 0) return;
        switch (privacyEvent)
        {
            case GaussianEvent gaussian when gaussian.NoiseMultiplier > 0:
                // Gaussian releases compose to one with the precisions 1/σ² added. [Dong 2019]
                _gaussianPrecision += count / (gaussian.NoiseMultiplier * gaussian.NoiseMultiplier);
                break;
            case PoissonSampledEvent sampled:
                AddSampled(sampled, count);
                break;
            case RepeatedEvent repeated:
                if (repeated.Count > long.MaxValue / count) Reason ??= "it repeats more often than 2⁶³ times";
                else Add(repeated.Event, count * repeated.Count);
                break;
            case ComposedEvent composed:
                foreach (PrivacyEvent part in composed.Events) Add(part, count);
                break;
            case FixedBatchEvent:
                _hasFixedBatches = true;
                Reason ??= "its losses are not known here";
                break;
            default:
                Reason ??= "its losses are not known here";
                break;
        }
    }

    private void AddSampled(PoissonSampledEvent sampled, long count)
    {
        _hasPoissonSamples = _isDirected = true;
        if (sampled.SamplingRate == 0) return;
        if (sampled.Event is not GaussianEvent { NoiseMultiplier: > 0 and < double.PositiveInfinity } gaussian)
        {
            Reason ??= "of samples, only those with Gaussian noise are known here";
            return;
        }

        GaussianLoss loss = new(gaussian.NoiseMultiplier);
        _releases.Add((new SampledLoss(sampled.SamplingRate, loss, AdjacencyDirection.Remove), new SampledLoss(sampled.SamplingRate, loss, AdjacencyDirection.Add), count));
    }
}
