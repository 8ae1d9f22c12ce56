namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>What bounds one column of a layer's update, and the Rényi divergence that the column alone can then have.</summary>
/// <remarks>
/// Column k of the mean over m examples is normal with mean (1/m) Σ_i h_ik (u_i ⊙ d_i) and covariance (σ²/m²) diag_j(Σ_i d_ij² h_ik²),
/// where ‖u_i‖ ≤ τ_B, γ_min ≤ d ≤ γ_max and τ_min/√n′ ≤ |h_ik| ≤ τ_max/√n′. Replacing one example changes both. Derived in the structure of
/// [Ohana 2021]; the constants are of this library.
/// </remarks>
public sealed record ColumnBounds
{
    /// <summary>m, examples in a mini-batch, at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>n_l, numbers in a column, at least 1.</summary>
    public required int Outputs { get; init; }

    /// <summary>n′ = n_{l−1}, columns of the layer, at least 1.</summary>
    public required int Inputs { get; init; }

    /// <summary>σ, greater than 0.</summary>
    public required double Noise { get; init; }

    /// <summary>τ_B, greater than 0.</summary>
    public required double FeedbackBound { get; init; }

    /// <summary>τ_h^min, at least 0; at 0 nothing is bounded.</summary>
    public required double ActivationFloor { get; init; }

    /// <summary>τ_h^max, at least τ_h^min.</summary>
    public required double ActivationCeiling { get; init; }

    /// <summary>γ_min, at least 0; at 0 nothing is bounded.</summary>
    public required double SmallestSlope { get; init; }

    /// <summary>γ_max, at least γ_min.</summary>
    public required double LargestSlope { get; init; }

    /// <summary>The most that replacing one example moves the column's mean, (2/m) γ_max τ_B τ_max/√n′.</summary>
    public double Sensitivity => 2 * LargestSlope * FeedbackBound * ActivationCeiling / (BatchSize * Math.Sqrt(Inputs));

    /// <summary>1 + m·lo/(hi − lo): at orders from here on the divergence has no bound.</summary>
    public double OrderLimit => High == Low ? double.PositiveInfinity : 1 + (BatchSize * Low / (High - Low));

    // (γτ)²/n′, the smallest and largest that one example adds to a variance, in units of σ²/m².
    private double Low => Math.Pow(SmallestSlope * ActivationFloor, 2) / Inputs;

    private double High => Math.Pow(LargestSlope * ActivationCeiling, 2) / Inputs;

    /// <summary>
    /// ε_col(α) ≤ 2α τ_B² hi/(σ² [m lo − (α − 1)(hi − lo)]) + n_l max(c_α(R), c_α(1/R)) with R = ((m − 1) lo + hi)/(m lo) and
    /// c_α(r) = −[ln(αr + 1 − α) − α ln r]/(2(α − 1)).
    /// </summary>
    /// <param name="order">α, greater than 1.</param>
    /// <returns>∞ from <see cref="OrderLimit"/> on.</returns>
    public double RenyiDivergence(double order)
    {
        if (!(order > 1)) throw new ArgumentOutOfRangeException(nameof(order), order, "An order must be greater than 1.");
        if (!(order < OrderLimit)) return double.PositiveInfinity;
        double ratio = (((BatchSize - 1) * Low) + High) / (BatchSize * Low);
        double means = 2 * order * FeedbackBound * FeedbackBound * High
            / (Noise * Noise * ((BatchSize * Low) - ((order - 1) * (High - Low))));
        return means + (Outputs * Math.Max(OfVariances(order, ratio), OfVariances(order, 1 / ratio)));
    }

    private static double OfVariances(double order, double ratio)
    {
        double mixed = (order * ratio) + 1 - order;
        if (!(mixed > 0)) return double.PositiveInfinity;
        return -(Math.Log(mixed) - (order * Math.Log(ratio))) / (2 * (order - 1));
    }
}
