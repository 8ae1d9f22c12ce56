using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Renyi;

namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>
/// Accounts by zero-concentrated differential privacy [Bun 2016]: a release is ρ-zCDP if D_α ≤ ρα for all α &gt; 1. Gaussian noise has
/// ρ = 1/(2σ²), Laplace noise ρ = 1/(2b²), and ρ adds up. It knows nothing of sampling.
/// </summary>
/// <param name="conversion">How ρ becomes (ε, δ): by the best order (tight), or by ε = ρ + 2 √(ρ ln(1/δ)) (classic), which is the best
/// order of
/// the classic inequality.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no such conversion.</exception>
public sealed class ConcentratedAccountant(RenyiConversion conversion = RenyiConversion.Tight) : PrivacyAccountant
{
    /// <summary>How ρ becomes (ε, δ).</summary>
    public RenyiConversion Conversion { get; } = Enum.IsDefined(conversion)
        ? conversion
        : throw new ArgumentOutOfRangeException(nameof(conversion), conversion, "conversion has to be Tight or Classic.");

    /// <inheritdoc/>
    public override string Name => "zCDP";

    /// <inheritdoc/>
    public override bool IsBound => true;

    /// <summary>ρ of an event.</summary>
    /// <param name="privacyEvent">All that was released.</param>
    /// <returns>ρ ≥ 0; ∞ without noise.</returns>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    /// <exception cref="UnsupportedEventException">The event samples.</exception>
    public double Rho(PrivacyEvent privacyEvent)
    {
        ArgumentNullException.ThrowIfNull(privacyEvent);
        if (ReasonAgainst(privacyEvent) is { } reason) throw new UnsupportedEventException(Name, privacyEvent, reason);
        return privacyEvent.Parts().Sum(part => part.Count * Rate(part.Event)!.Value);
    }

    /// <inheritdoc/>
    public override string? ReasonAgainst(PrivacyEvent privacyEvent)
    {
        ArgumentNullException.ThrowIfNull(privacyEvent);
        if (privacyEvent.MixesNeighbours()) return EventReasons.MixedNeighbours;
        RepeatedEvent? sampled = privacyEvent.Parts().FirstOrDefault(part => Rate(part.Event) is null);
        return sampled is null ? null : $"concentrated privacy gains nothing from sampling, as in \"{sampled.Event}\"; Rényi privacy does";
    }

    /// <inheritdoc/>
    protected override PrivacyCurve AccountSupported(PrivacyEvent privacyEvent, CancellationToken cancellation)
    {
        // D_α = ρα is the divergence of Gaussian noise with 1/(2σ²) = ρ.
        RenyiDivergence line = new GaussianDivergence(1 / Math.Sqrt(2 * Rho(privacyEvent)));
        double[] orders = RenyiOrders.Ascending(RenyiOrders.Default), divergences = new double[orders.Length];
        line.AddTo(divergences, orders, 1);
        return new RenyiCurve([(line, 1)], orders, divergences, true, Conversion);
    }

    private static double? Rate(PrivacyEvent release) => release switch
    {
        GaussianEvent gaussian => 0.5 / (gaussian.NoiseMultiplier * gaussian.NoiseMultiplier),
        LaplaceEvent laplace => 0.5 / (laplace.NoiseMultiplier * laplace.NoiseMultiplier),
        _ => null,
    };
}
