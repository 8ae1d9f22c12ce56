using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>
/// Accounts by Rényi divergences [Mironov 2017]: Gaussian and Laplace noise, Poisson samples with Gaussian noise exactly at whole and
/// fractional
/// orders [Mironov 2019], fixed batches with Gaussian noise by a bound [Wang 2019], and their compositions. Fast, always a guarantee,
/// 5 to 16 % above the true ε in ordinary training.
/// </summary>
/// <example><code>
/// PrivacyEvent training = new RepeatedEvent(new PoissonSampledEvent(0.004, new GaussianEvent(1)), 3500);
/// double epsilon = new RenyiAccountant().Account(training).Epsilon(1e-5).Upper;
/// </code></example>
public sealed class RenyiAccountant : PrivacyAccountant
{
    private readonly double[] _orders;
    private readonly bool _isRefined;

    /// <summary>An accountant that looks for the best order itself: at the orders of <see cref="RenyiOrders.Default"/>, then between and
    /// beyond
    /// them.</summary>
    /// <param name="conversion">How divergences become (ε, δ).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such conversion.</exception>
    public RenyiAccountant(RenyiConversion conversion = RenyiConversion.Tight)
        : this(RenyiOrders.Default, conversion) => _isRefined = true;

    /// <summary>An accountant that looks at given orders only.</summary>
    /// <param name="orders">Orders α, finite and above 1.</param>
    /// <param name="conversion">How divergences become (ε, δ).</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An order isn't a finite number above 1, or there is no such conversion.</exception>
    public RenyiAccountant(IReadOnlyList<double> orders, RenyiConversion conversion = RenyiConversion.Tight)
    {
        _orders = RenyiOrders.Ascending(orders);
        if (!Enum.IsDefined(conversion))
            throw new ArgumentOutOfRangeException(nameof(conversion), conversion, "conversion has to be Tight or Classic.");
        Conversion = conversion;
    }

    /// <summary>How divergences become (ε, δ).</summary>
    public RenyiConversion Conversion { get; }

    /// <inheritdoc/>
    public override string Name => "Rényi";

    /// <inheritdoc/>
    public override bool IsBound => true;

    /// <summary>The Rényi divergences of an event, and the (ε, δ) that follow from them.</summary>
    /// <param name="privacyEvent">All that was released.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    /// <exception cref="UnsupportedEventException">There is no formula for a part of the event.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public new RenyiCurve Account(PrivacyEvent privacyEvent, CancellationToken cancellation = default) =>
        base.Account(privacyEvent, cancellation) as RenyiCurve ?? CurveOf(privacyEvent, cancellation);

    /// <inheritdoc/>
    public override string? ReasonAgainst(PrivacyEvent privacyEvent)
    {
        ArgumentNullException.ThrowIfNull(privacyEvent);
        if (privacyEvent.MixesNeighbours()) return EventReasons.MixedNeighbours;
        RepeatedEvent? unknown = privacyEvent.Parts().FirstOrDefault(part => RenyiDivergence.Of(part.Event) is null);
        return unknown is null ? null : $"it knows sampling only of Gaussian noise, not \"{unknown.Event}\"";
    }

    /// <inheritdoc/>
    protected override PrivacyCurve AccountSupported(PrivacyEvent privacyEvent, CancellationToken cancellation) =>
        CurveOf(privacyEvent, cancellation);

    /// <inheritdoc/>
    protected override IReadOnlyList<PrivacyRange> EpsilonBySupportedSteps(
        PrivacyEvent step, IReadOnlyList<long> steps, double delta, CancellationToken cancellation)
    {
        // The divergences of one release serve all numbers of releases.
        RenyiCurve once = Account(step, cancellation);
        PrivacyRange[] ranges = new PrivacyRange[steps.Count];
        for (int i = 0; i < ranges.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ranges[i] = once.Repeat(steps[i]).Epsilon(delta);
        }

        return ranges;
    }

    private RenyiCurve CurveOf(PrivacyEvent privacyEvent, CancellationToken cancellation)
    {
        List<(RenyiDivergence Divergence, double Count)> terms = [];
        double[] divergences = new double[_orders.Length];
        foreach (RepeatedEvent part in privacyEvent.Parts())
        {
            cancellation.ThrowIfCancellationRequested();
            RenyiDivergence divergence = RenyiDivergence.Of(part.Event)!;
            divergence.AddTo(divergences, _orders, part.Count);
            terms.Add((divergence, part.Count));
        }

        return new RenyiCurve(terms, _orders, divergences, _isRefined, Conversion);
    }
}
