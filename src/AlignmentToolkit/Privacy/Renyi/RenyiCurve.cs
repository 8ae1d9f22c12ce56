using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>
/// The Rényi divergence of everything that was released, as a function of the order α, and what follows for ε and δ: the best bound among
/// the orders. Divergences of successive releases add up [Mironov 2017, proposition 1].
/// </summary>
public sealed class RenyiCurve : PrivacyCurve
{
    private readonly Lock _tables = new();
    private readonly IReadOnlyList<(RenyiDivergence Divergence, double Count)> _terms;
    private readonly double[] _orders, _divergences;
    private readonly bool _isRefined;
    private readonly RenyiConversion _conversion;
    private readonly RenyiOrderSearch _search;

    internal RenyiCurve(
        IReadOnlyList<(RenyiDivergence Divergence, double Count)> terms, double[] orders, double[] divergences, bool isRefined,
        RenyiConversion conversion)
    {
        (_terms, _orders, _divergences, _isRefined, _conversion) = (terms, orders, divergences, isRefined, conversion);
        double largest = terms.Select(term => term.Divergence.LargestOrder).DefaultIfEmpty(RenyiDivergence.LargestOfAll).Min();
        double fractional = terms.Select(term => term.Divergence.LargestFractionalOrder).DefaultIfEmpty(largest).Min();
        _search = new RenyiOrderSearch(orders, divergences, Divergence, isRefined, largest, fractional);
    }

    /// <summary>D_α, or a bound on it.</summary>
    /// <param name="order">α &gt; 1; ∞ asks for the supremum of the privacy loss.</param>
    /// <returns>At least 0; ∞ where no finite bound is known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">α isn't a number above 1.</exception>
    public double Divergence(double order)
    {
        if (!(order > 1)) throw new ArgumentOutOfRangeException(nameof(order), order, "order has to be a number above 1.");
        double sum = 0;
        lock (_tables)
        {
            foreach ((RenyiDivergence divergence, double count) in _terms) sum += count * divergence.At(order);
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    /// <summary>The order that gives the smallest ε.</summary>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ lies outside (0, 1) or is not a number.</exception>
    public double BestOrder(double delta) => BestEpsilon(PrivacyParameter.Delta(delta)).Order;

    /// <summary>Such as <c>Rényi curve: 156 orders from 1.1 to 1024, then the best between them</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"Rényi curve: {_orders.Length} orders from {_orders[0]} to {_orders[^1]}{(_isRefined ? ", then the best between them" : "")}");

    /// <summary>The same releases several times over.</summary>
    /// <param name="count">How often, at least 0.</param>
    internal RenyiCurve Repeat(long count)
    {
        // 0 · ∞ is no number, but not releasing costs nothing.
        if (count == 0) return new RenyiCurve([], _orders, new double[_orders.Length], _isRefined, _conversion);
        double[] divergences = Array.ConvertAll(_divergences, divergence => count * divergence);
        (RenyiDivergence, double)[] terms = [.. _terms.Select(term => (term.Divergence, count * term.Count))];
        return new RenyiCurve(terms, _orders, divergences, _isRefined, _conversion);
    }

    /// <inheritdoc/>
    protected override PrivacyRange EpsilonAt(double delta) => PrivacyRange.AtMost(BestEpsilon(delta).Bound);

    /// <inheritdoc/>
    protected override PrivacyRange DeltaAt(double epsilon)
    {
        (_, double logDelta) = _search.Minimise((order, divergence) => RenyiBound.LogDeltaOf(order, divergence, epsilon, _conversion));
        return PrivacyRange.AtMost(Math.Min(Math.Exp(Math.Min(logDelta, 0)), RenyiBound.TotalVariation(_divergences[0])));
    }

    /// <inheritdoc/>
    protected override string? RemarkAt(double delta)
    {
        (double order, double epsilon) = BestEpsilon(delta);
        if (double.IsPositiveInfinity(epsilon)) return "the Rényi divergence is infinite, or too large for a number, at every order";
        return epsilon > 0 && _search.IsAtEnd(order)
            ? FormattableString.Invariant($"the best order, {order}, is at the end of those that were tried; others might give a smaller ε")
            : null;
    }

    private (double Order, double Bound) BestEpsilon(double delta)
    {
        double logDelta = Math.Log(delta);
        return _search.Minimise((order, divergence) => RenyiBound.EpsilonOf(order, divergence, delta, logDelta, _conversion));
    }
}
