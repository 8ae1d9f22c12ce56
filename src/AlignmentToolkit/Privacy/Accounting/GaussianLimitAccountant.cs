using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>
/// The limit of many sampled releases: together they behave like one Gaussian mechanism with parameter μ, by a central limit theorem
/// [Dong 2019; Bu 2020]. <b>Not a bound</b>: the limit is approached from below, and the true ε is often larger, by tens of per cent where
/// the noise is small. Without sampling it is exact.
/// </summary>
/// <remarks>Poisson samples: μ = q √(T (e^(1/σ²) − 1)). Fixed batches: μ = √2 q √T √(e^(1/σ²) Φ(3/(2σ)) + 3 Φ(−1/(2σ)) − 2). Parameters
/// of several
/// kinds of releases add up in squares; none counts for more than the same release without sampling. Ranges that rest on the limit run
/// from 0 to ∞ (a δ: to 1), with the limit as the estimate.</remarks>
public sealed class GaussianLimitAccountant : PrivacyAccountant
{
    /// <inheritdoc/>
    public override string Name => "Gaussian limit";

    /// <inheritdoc/>
    public override bool IsBound => false;

    /// <summary>μ of the one Gaussian mechanism that the releases resemble.</summary>
    /// <param name="privacyEvent">All that was released.</param>
    /// <returns>μ ≥ 0; ∞ without noise.</returns>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    /// <exception cref="UnsupportedEventException">The event holds something else than Gaussian noise.</exception>
    public double Mu(PrivacyEvent privacyEvent)
    {
        ArgumentNullException.ThrowIfNull(privacyEvent);
        if (ReasonAgainst(privacyEvent) is { } reason) throw new UnsupportedEventException(Name, privacyEvent, reason);
        return Math.Sqrt(privacyEvent.Parts().Sum(part => part.Count * MuSquared(part.Event)!.Value));
    }

    /// <inheritdoc/>
    public override string? ReasonAgainst(PrivacyEvent privacyEvent)
    {
        ArgumentNullException.ThrowIfNull(privacyEvent);
        if (privacyEvent.MixesNeighbours()) return EventReasons.MixedNeighbours;
        RepeatedEvent? other = privacyEvent.Parts().FirstOrDefault(part => MuSquared(part.Event) is null);
        return other is null ? null : $"the limit is known for Gaussian noise, sampled or not, but not for \"{other.Event}\"";
    }

    /// <inheritdoc/>
    protected override PrivacyCurve AccountSupported(PrivacyEvent privacyEvent, CancellationToken cancellation)
    {
        double noise = 1 / Mu(privacyEvent);
        return privacyEvent.Parts().All(part => part.Event is GaussianEvent)
            ? new GaussianPrivacyCurve(noise)
            : new GaussianLimitCurve(noise);
    }

    private static double? MuSquared(PrivacyEvent release) => release switch
    {
        GaussianEvent gaussian => Unsampled(gaussian.NoiseMultiplier),
        PoissonSampledEvent { Event: GaussianEvent gaussian } sample =>
            Sampled(sample.SamplingRate, Exponentials.ExpM1(Unsampled(gaussian.NoiseMultiplier)), gaussian.NoiseMultiplier),
        FixedBatchEvent { Event: GaussianEvent gaussian } batch =>
            Sampled(batch.SamplingRate, 2 * ReplacementVariance(gaussian.NoiseMultiplier), gaussian.NoiseMultiplier),
        _ => null,
    };

    private static double Unsampled(double noise) => 1 / (noise * noise);

    // Few releases about large samples lie far from the limit; a sample never shows more than all of the data would.
    private static double Sampled(double rate, double variance, double noise) => Math.Min(rate * rate * variance, Unsampled(noise));

    /// <summary>e^(1/σ²) Φ(3/(2σ)) + 3 Φ(−1/(2σ)) − 2; about 1/(2σ²) for large σ.</summary>
    private static double ReplacementVariance(double noise)
    {
        if (noise == 0) return double.PositiveInfinity;
        // (e^(1/σ²) − 1) Φ(3/(2σ)) + [Φ(3/(2σ)) − ½] − 3 [½ − Φ(−1/(2σ))] leaves small differences of small numbers only.
        double half = 0.5 / noise;
        // Two terms of the series in 1/σ where the differences are all rounding.
        if (half < 1e-4) return 2 * half * half * (1 + 4 * NormalDistribution.Density(0) * half);
        return Exponentials.ExpM1(4 * half * half) * NormalDistribution.Cdf(3 * half)
            + NormalDistribution.CentralProbability(3 * half) - 3 * NormalDistribution.CentralProbability(half);
    }
}
