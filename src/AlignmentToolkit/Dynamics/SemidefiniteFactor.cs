using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>
/// C = L Lᵀ with L lower triangular, for covariances that may be singular: a student that starts from zero weights has Q = R = 0.
/// </summary>
internal static class SemidefiniteFactor
{
    private const double Tolerance = 1e-12;

    /// <summary>L.</summary>
    /// <exception cref="ArgumentException">C has a negative eigenvalue: no weight vectors have these overlaps.</exception>
    public static Matrix<double> Of(Matrix<double> covariance)
    {
        int size = covariance.RowCount;
        double scale = Math.Max(covariance.InfinityNorm(), double.Epsilon);
        Matrix<double> factor = Matrix<double>.Build.Dense(size, size);
        for (int j = 0; j < size; j++)
        {
            double pivot = covariance[j, j] - Dot(factor, j, j, j);
            if (pivot < -Tolerance * scale) throw Indefinite(covariance);
            bool vanishes = pivot <= Tolerance * scale;
            if (!vanishes) factor[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < size; i++)
            {
                double rest = covariance[i, j] - Dot(factor, i, j, j);
                if (!vanishes) factor[i, j] = rest / factor[j, j];
                // A vector of length zero has no overlap with anything (|C_ij|² ≤ C_ii C_jj).
                else if (Math.Abs(rest) > Math.Sqrt(Tolerance) * scale) throw Indefinite(covariance);
            }
        }

        return factor;
    }

    private static double Dot(Matrix<double> factor, int i, int j, int count)
    {
        double sum = 0;
        for (int k = 0; k < count; k++) sum += factor[i, k] * factor[j, k];
        return sum;
    }

    private static ArgumentException Indefinite(Matrix<double> covariance)
    {
        double smallest = covariance.Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real);
        return new ArgumentException(FormattableString.Invariant(
            $"No weight vectors have these overlaps: the covariance of (λ, ν, ρ) has the eigenvalue {smallest:g4}, ")
            + "and none may be negative.");
    }
}
