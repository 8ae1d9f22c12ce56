using System.Numerics;

using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>The triple loop of the definition, in double precision, with the error bound that any order of summation obeys.</summary>
internal static class NaiveProduct
{
    /// <summary>
    /// Asserts |c − (c₀ + Σₖ aᵢₖ bₖⱼ)| ≤ γ (|c₀| + Σₖ |aᵢₖ bₖⱼ|) with γ = n u / (1 − n u) and n = k + 1 terms (Higham, Accuracy and
    /// Stability of Numerical Algorithms, 2nd ed., eq. 3.5), u the unit round-off. For double the reference errs as much again.
    /// </summary>
    public static void AssertClose<T>(
        ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> before, MatrixSpan<T> actual, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double u = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        double n = a.Columns + 1;
        double gamma = n * u / (1 - (n * u)) * (typeof(T) == typeof(float) ? 1 : 2);
        for (int i = 0; i < actual.Rows; i++)
        {
            for (int j = 0; j < actual.Columns; j++)
            {
                double sum = accumulate ? double.CreateChecked(before[i, j]) : 0;
                double size = Math.Abs(sum);
                for (int k = 0; k < a.Columns; k++)
                {
                    double term = double.CreateChecked(a[i, k]) * double.CreateChecked(b[k, j]);
                    sum += term;
                    size += Math.Abs(term);
                }

                double error = Math.Abs(double.CreateChecked(actual[i, j]) - sum);
                Assert.True(
                    error <= gamma * size,
                    $"({i}, {j}) of {actual.Rows}×{actual.Columns}, k = {a.Columns}: "
                    + $"{actual[i, j]} is {error} from {sum}; allowed {gamma * size}");
            }
        }
    }
}
