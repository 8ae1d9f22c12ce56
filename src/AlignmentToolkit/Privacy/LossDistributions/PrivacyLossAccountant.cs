using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>
/// Accounts by the distribution of the privacy loss itself, composed numerically: the ε of its ranges is the true one up to a relative
/// width that can be chosen, with a guarantee on both sides.
/// </summary>
/// <remarks>
/// <para>
/// Each release is discretised twice, from above by connecting the dots of its δ(ε) [Doroshenko 2022] and from below by a polygon of
/// tangents; both are tilted towards the ε in question and composed by powers of their Fourier transforms [Koskela 2020; Gopi 2021]. What
/// is cut off, what a turn round the transform's circle misplaces and the rounding of all of it widen the range on the side on which they
/// err. The estimate lies where the two bounds' leading errors cancel.
/// </para>
/// <para>
/// Gaussian and Laplace noise, in Poisson samples (the worse of adding and removing the example) and in batches of fixed size (one example
/// replaced), in any composition.
/// </para>
/// </remarks>
/// <example><code>
/// PrivacyEvent training = new RepeatedEvent(new PoissonSampledEvent(0.004, new GaussianEvent(1)), 3500);
/// PrivacyRange epsilon = new PrivacyLossAccountant().Account(training).Epsilon(1e-5);   // 1.2561 (1.2558 to 1.2565)
/// </code></example>
public sealed class PrivacyLossAccountant : PrivacyAccountant
{
    /// <inheritdoc/>
    public override string Name => "privacy loss";

    /// <inheritdoc/>
    public override bool IsBound => true;

    /// <summary>The width (upper − lower)/estimate of ε to aim at, in [1e-7, 0.5]; 1e-3 unless set.</summary>
    /// <remarks>Where ε itself is far below the standard deviation of the composed loss, the width is relative to a twentieth of
    /// that.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public double RelativeWidth
    {
        get;
        init => field = value is >= 1e-7 and <= 0.5
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A relative width lies in [1e-7, 0.5].");
    } = 1e-3;

    /// <summary>Whether Gaussian noise without sampling, and single releases, go by their closed forms instead of numbers; true unless
    /// set.</summary>
    public bool UsesClosedForms { get; init; } = true;

    /// <summary>What releases cost whose losses one has, such as <see cref="UnequalGaussianLoss"/>, in one direction of the
    /// neighbourhood.</summary>
    /// <remarks>Where the directions differ, the cost is the larger of two such curves.</remarks>
    /// <param name="releases">The releases.</param>
    /// <param name="cancellation">Stops the work, also that of the curve.</param>
    /// <exception cref="ArgumentException">There is no release.</exception>
    public PrivacyCurve Compose(IReadOnlyList<LossComponent> releases, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(releases);
        if (releases.Count == 0) throw new ArgumentException("There has to be a release.", nameof(releases));
        return new PrivacyLossCurve([Directed(releases)], cancellation);
    }

    /// <inheritdoc/>
    public override string? ReasonAgainst(PrivacyEvent privacyEvent)
    {
        ArgumentNullException.ThrowIfNull(privacyEvent);
        return ReleaseLosses.ReasonAgainst(privacyEvent);
    }

    /// <inheritdoc/>
    protected override PrivacyCurve AccountSupported(PrivacyEvent privacyEvent, CancellationToken cancellation)
    {
        if (privacyEvent.Parts().Count == 0) return new GaussianPrivacyCurve(double.PositiveInfinity);
        if (UsesClosedForms && ReleaseLosses.NoiseOfGaussians(privacyEvent) is { } noise) return new GaussianPrivacyCurve(noise);
        return new PrivacyLossCurve([.. ReleaseLosses.Directions(privacyEvent).Select(Directed)], cancellation);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PrivacyRange> EpsilonBySupportedSteps(
        PrivacyEvent step, IReadOnlyList<long> steps, double delta, CancellationToken cancellation)
    {
        if (steps.Count == 0 || step.Parts().Count == 0 || (UsesClosedForms && ReleaseLosses.NoiseOfGaussians(step) is not null))
            return base.EpsilonBySupportedSteps(step, steps, delta, cancellation);
        PrivacyRange[][] directions =
            [.. ReleaseLosses.Directions(step).Select(releases => Directed(releases).EpsilonByRepetitions(steps, delta, cancellation))];
        return [.. Enumerable.Range(0, steps.Count).Select(i => PrivacyLossCurve.Larger(directions.Select(ranges => ranges[i])))];
    }

    private DirectedComposition Directed(IReadOnlyList<LossComponent> releases) => new(releases, RelativeWidth, UsesClosedForms);
}
