using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>
/// Rényi divergence of two Gaussian distributions whose covariances differ, as they do where the noise depends on the data. With
/// Σ_α = α Σ₂ + (1 − α) Σ₁,
/// D_α(N₁‖N₂) = (α/2) Δμᵀ Σ_α⁻¹ Δμ − ln(|Σ_α| / (|Σ₁|^(1−α) |Σ₂|^α)) / (2(α − 1)), infinite unless Σ_α is positive definite.
/// </summary>
/// <remarks>In coordinates in which Σ₁ is the identity and Σ₂ diagonal the formula falls apart into one term for each coordinate.</remarks>
public static class UnequalGaussians
{
    /// <summary>D_α of two Gaussian distributions of one variable.</summary>
    /// <param name="order">α &gt; 1, finite.</param>
    /// <param name="mean1">Mean of the first.</param>
    /// <param name="variance1">Variance of the first, greater than 0.</param>
    /// <param name="mean2">Mean of the second.</param>
    /// <param name="variance2">Variance of the second, greater than 0.</param>
    /// <returns>At least 0; ∞ where α v₂ + (1 − α) v₁ isn't positive.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or not a number.</exception>
    public static double RenyiDivergence(double order, double mean1, double variance1, double mean2, double variance2)
    {
        Demand(order);
        Demand(variance1, nameof(variance1));
        Demand(variance2, nameof(variance2));
        double shift = (mean2 - mean1) / Math.Sqrt(variance1);
        if (double.IsNaN(shift)) throw new ArgumentOutOfRangeException(nameof(mean1), mean1, "Means have to be numbers.");
        return Coordinate(order, shift * shift, (variance2 - variance1) / variance1);
    }

    /// <summary>D_α of two Gaussian distributions with independent coordinates.</summary>
    /// <param name="order">α &gt; 1, finite.</param>
    /// <param name="mean1">Means of the first.</param>
    /// <param name="variances1">Variances of the first, each greater than 0.</param>
    /// <param name="mean2">Means of the second.</param>
    /// <param name="variances2">Variances of the second, each greater than 0.</param>
    /// <returns>At least 0; ∞ where α v₂ + (1 − α) v₁ isn't positive in every coordinate.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or not a number.</exception>
    public static double RenyiDivergence(
        double order, ReadOnlySpan<double> mean1, ReadOnlySpan<double> variances1, ReadOnlySpan<double> mean2,
        ReadOnlySpan<double> variances2)
    {
        if (variances1.Length != mean1.Length || mean2.Length != mean1.Length || variances2.Length != mean1.Length)
        {
            throw new ArgumentException(
                $"Means and variances have {mean1.Length}, {variances1.Length}, {mean2.Length} and {variances2.Length} entries; " +
                "the numbers have to be the same.");
        }

        Demand(order);
        double sum = 0;
        for (int i = 0; i < mean1.Length; i++) sum += RenyiDivergence(order, mean1[i], variances1[i], mean2[i], variances2[i]);
        return sum;
    }

    /// <summary>D_α of two Gaussian distributions.</summary>
    /// <param name="order">α &gt; 1, finite.</param>
    /// <param name="mean1">μ₁, n entries.</param>
    /// <param name="covariance1">Σ₁, n × n, symmetric and positive definite.</param>
    /// <param name="mean2">μ₂, n entries.</param>
    /// <param name="covariance2">Σ₂, n × n, symmetric and positive definite.</param>
    /// <returns>At least 0; ∞ where Σ_α isn't positive definite.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">Sizes don't fit, or a covariance isn't positive definite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">α isn't a finite number above 1.</exception>
    public static double RenyiDivergence(
        double order, Vector<double> mean1, Matrix<double> covariance1, Vector<double> mean2, Matrix<double> covariance2)
    {
        ArgumentNullException.ThrowIfNull(mean1);
        ArgumentNullException.ThrowIfNull(mean2);
        Demand(order);
        Cholesky<double> factor = Factor(covariance1, mean1.Count, nameof(covariance1));
        Factor(covariance2, mean1.Count, nameof(covariance2));
        if (mean2.Count != mean1.Count)
            throw new ArgumentException($"mean2 has {mean2.Count} entries; mean1 has {mean1.Count}.", nameof(mean2));
        // With Σ₁ = L Lᵀ: L⁻¹ (Σ₂ − Σ₁) L⁻ᵀ = U diag(t) Uᵀ, so that t is small, and exact, where the covariances are close.
        Matrix<double> half = factor.Factor.Solve(covariance2 - covariance1);
        Matrix<double> change = factor.Factor.Solve(half.Transpose());
        Evd<double> axes = ((change + change.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        Vector<double> shift = axes.EigenVectors.TransposeThisAndMultiply(factor.Factor.Solve(mean2 - mean1));
        double sum = 0;
        for (int i = 0; i < shift.Count; i++) sum += Coordinate(order, shift[i] * shift[i], axes.EigenValues[i].Real);
        return sum;
    }

    /// <summary>One coordinate, in units in which the first variance is 1.</summary>
    /// <param name="order">α.</param>
    /// <param name="squaredShift">Squared difference of the means.</param>
    /// <param name="excess">t: the second variance is 1 + t.</param>
    private static double Coordinate(double order, double squaredShift, double excess)
    {
        double mixed = 1 + order * excess;
        if (!(mixed > 0)) return double.PositiveInfinity;
        double logarithms = Exponentials.Log1P(order * excess) - order * Exponentials.Log1P(excess);
        return order * squaredShift / (2 * mixed) - logarithms / (2 * (order - 1));
    }

    private static Cholesky<double> Factor(Matrix<double> covariance, int size, string name)
    {
        ArgumentNullException.ThrowIfNull(covariance, name);
        if (covariance.RowCount != size || covariance.ColumnCount != size)
            throw new ArgumentException($"{name} is {covariance.RowCount}×{covariance.ColumnCount}; {size}×{size} is needed.", name);
        if (!covariance.IsSymmetric()) throw new ArgumentException($"{name} has to be symmetric.", name);
        try
        {
            return covariance.Cholesky();
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"{name} has to be positive definite.", name, error);
        }
    }

    private static void Demand(double order)
    {
        if (!(order > 1 && double.IsFinite(order)))
            throw new ArgumentOutOfRangeException(nameof(order), order, "order has to be a finite number above 1.");
    }

    private static void Demand(double variance, string name)
    {
        if (!(variance > 0 && double.IsFinite(variance)))
            throw new ArgumentOutOfRangeException(name, variance, $"{name} has to be a finite number greater than 0.");
    }
}
