namespace AlignmentToolkit.Privacy.Events;

/// <summary>
/// A release about a Poisson sample: every example takes part with probability q, independently of all others, so that the sample's size
/// varies. Neighbours differ by one example that is added or removed.
/// </summary>
/// <param name="SamplingRate">q, from 0 (nobody takes part) to 1 (everybody does).</param>
/// <param name="Event">What is released about the sample.</param>
/// <exception cref="ArgumentOutOfRangeException">q lies outside [0, 1] or is not a number.</exception>
/// <exception cref="ArgumentNullException">The event is null.</exception>
public sealed record PoissonSampledEvent(double SamplingRate, PrivacyEvent Event) : PrivacyEvent
{
    /// <summary>q: probability with which an example takes part.</summary>
    public double SamplingRate
    {
        get;
        init => field = PrivacyParameter.SamplingRate(value, nameof(SamplingRate));
    } = PrivacyParameter.SamplingRate(SamplingRate);

    /// <summary>What is released about the sample.</summary>
    public PrivacyEvent Event
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Event));
    } = Event ?? throw new ArgumentNullException(nameof(Event));

    /// <summary>Such as <c>Poisson sample q = 0.01 with Gaussian noise σ = 1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"Poisson sample q = {SamplingRate} with {Event}");
}
