using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>What a Rényi divergence r of one order α says about (ε, δ). The best order gives the best bound.</summary>
public static class RenyiBound
{
    // Nearer to 1 the two logarithms of the tight form cancel to nothing but rounding.
    private const double LeastTightOrder = 1.01;

    /// <summary>An ε at which the release is (ε, δ)-private.</summary>
    /// <param name="order">α &gt; 1; ∞ stands for a bound on the privacy loss itself.</param>
    /// <param name="divergence">r ≥ 0: D_α between neighbours is at most r; ∞ is allowed.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <param name="conversion">The inequality that is used.</param>
    /// <returns>ε ≥ 0; 0 also where δ ≥ √(1 − e^−r), which bounds the total variation.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or not a number.</exception>
    public static double Epsilon(double order, double divergence, double delta, RenyiConversion conversion = RenyiConversion.Tight)
    {
        Demand(order, divergence);
        PrivacyParameter.Delta(delta);
        return EpsilonOf(order, divergence, delta, Math.Log(delta), conversion);
    }

    /// <summary>A δ at which the release is (ε, δ)-private.</summary>
    /// <param name="order">α &gt; 1; ∞ stands for a bound on the privacy loss itself.</param>
    /// <param name="divergence">r ≥ 0: D_α between neighbours is at most r; ∞ is allowed.</param>
    /// <param name="epsilon">ε, finite and at least 0.</param>
    /// <param name="conversion">The inequality that is used.</param>
    /// <returns>δ from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or not a number.</exception>
    public static double Delta(double order, double divergence, double epsilon, RenyiConversion conversion = RenyiConversion.Tight)
    {
        Demand(order, divergence);
        PrivacyParameter.Epsilon(epsilon);
        return Math.Min(TotalVariation(divergence), Math.Exp(Math.Min(LogDeltaOf(order, divergence, epsilon, conversion), 0)));
    }

    /// <summary>√(1 − e^−r): the divergence of Kullback and Leibler, order 1, is no larger than that of any order above, and bounds the
    /// total variation, which is δ(0).</summary>
    internal static double TotalVariation(double divergence) => Math.Sqrt(-Exponentials.ExpM1(-divergence));

    /// <summary>ln δ, which grows beyond 0 where the order says nothing, so that a search sees where to go.</summary>
    internal static double LogDeltaOf(double order, double divergence, double epsilon, RenyiConversion conversion)
    {
        if (!(divergence < double.PositiveInfinity)) return double.PositiveInfinity;
        if (double.IsPositiveInfinity(order)) return epsilon >= divergence ? double.NegativeInfinity : double.PositiveInfinity;
        double logarithm = (order - 1) * (divergence - epsilon);
        return conversion == RenyiConversion.Tight ? logarithm + order * Exponentials.Log1P(-1 / order) - Math.Log(order - 1) : logarithm;
    }

    /// <summary><see cref="Epsilon"/> of checked arguments.</summary>
    internal static double EpsilonOf(double order, double divergence, double delta, double logDelta, RenyiConversion conversion)
    {
        if (!(divergence < double.PositiveInfinity)) return double.PositiveInfinity;
        if (delta * delta + Exponentials.ExpM1(-divergence) > 0) return 0;
        if (double.IsPositiveInfinity(order)) return divergence;
        double epsilon = conversion == RenyiConversion.Tight && order > LeastTightOrder
            ? divergence + Exponentials.Log1P(-1 / order) - (logDelta + Math.Log(order)) / (order - 1)
            : divergence - logDelta / (order - 1);
        return Math.Max(epsilon, 0);
    }

    private static void Demand(double order, double divergence)
    {
        if (!(order > 1)) throw new ArgumentOutOfRangeException(nameof(order), order, "order has to be a number above 1.");
        if (!(divergence >= 0)) throw new ArgumentOutOfRangeException(nameof(divergence), divergence, "divergence has to be at least 0.");
    }
}
