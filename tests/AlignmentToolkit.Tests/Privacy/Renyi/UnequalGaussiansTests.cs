using AlignmentToolkit.Privacy.Renyi;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Renyi;

/// <summary>Check 8: the divergence of Gaussians with unequal covariances against quadrature, to 1e-10, and infinite where it should
/// be.</summary>
public class UnequalGaussiansTests
{
    private static readonly Gen<double> Variances = Gen.Double[0.3, 3];

    [Fact]
    public void The_published_value() => Assert.Equal(1.27079307528, UnequalGaussians.RenyiDivergence(5, 0, 1, 0.5, 0.9), 1e-11);

    [Fact]
    public void Check_8_one_variable_against_quadrature() =>
        Gen.Select(Gen.Double[1.05, 8], Gen.Double[-2, 2], Variances, Variances).Sample((order, mean, variance1, variance2) =>
        {
            double mixed = order * variance2 + (1 - order) * variance1;
            double divergence = UnequalGaussians.RenyiDivergence(order, 0, variance1, mean, variance2);
            if (mixed <= 0) Assert.Equal(double.PositiveInfinity, divergence);
            else if (mixed > 0.02)
            {
                // p^α q^(1−α) is a bell of width √(v₁v₂/mixed) around (1 − α) m v₁/mixed; the trapezoid rule is exact to rounding there.
                double width = Math.Sqrt(variance1 * variance2 / mixed), centre = (1 - order) * mean * variance1 / mixed;
                double largest = Logarithm(centre), sum = 0;
                for (double z = -9; z <= 9; z += 0.1) sum += 0.1 * width * Math.Exp(Logarithm(centre + z * width) - largest);
                double expected = (largest + Math.Log(sum)) / (order - 1);
                Assert.Equal(expected, divergence, 1e-10 * Math.Max(1, expected));
            }

            double Logarithm(double x) => order * LogDensity(x, 0, variance1) + (1 - order) * LogDensity(x, mean, variance2);
        });

    [Fact]
    public void Check_8_two_variables_against_quadrature()
    {
        Matrix<double> first = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 0.3 }, { 0.3, 0.8 } });
        Matrix<double> second = Matrix<double>.Build.DenseOfArray(new[,] { { 1.2, -0.2 }, { -0.2, 0.9 } });
        Vector<double> mean1 = Vector<double>.Build.Dense([0.2, -0.1]), mean2 = Vector<double>.Build.Dense([-0.4, 0.5]);
        foreach (double order in (double[])[1.5, 2, 2.5])
        {
            double sum = 0;
            for (double x = -25; x <= 25; x += 0.1)
            {
                for (double y = -25; y <= 25; y += 0.1)
                {
                    Vector<double> point = Vector<double>.Build.Dense([x, y]);
                    sum += 0.01 * Math.Exp(order * LogDensity(point - mean1, first) + (1 - order) * LogDensity(point - mean2, second));
                }
            }

            Assert.Equal(Math.Log(sum) / (order - 1), UnequalGaussians.RenyiDivergence(order, mean1, first, mean2, second), 1e-10);
        }

        // 4 Σ₂ − 3 Σ₁ has a negative determinant.
        Assert.Equal(double.PositiveInfinity, UnequalGaussians.RenyiDivergence(4, mean1, first, mean2, second));
    }

    [Fact]
    public void Diagonal_matrices_and_lists_of_variances_give_the_same()
    {
        double[] mean1 = [0, 1, -1], mean2 = [0.5, 1, 0], variances1 = [1, 2, 0.5], variances2 = [0.9, 2.5, 0.6];
        double lists = UnequalGaussians.RenyiDivergence(3, mean1, variances1, mean2, variances2);
        double matrices = UnequalGaussians.RenyiDivergence(
            3, Vector<double>.Build.Dense(mean1), Matrix<double>.Build.DenseOfDiagonalArray(variances1), Vector<double>.Build.Dense(mean2),
            Matrix<double>.Build.DenseOfDiagonalArray(variances2));
        Relatively.Equal(lists, matrices, 1e-13);
        double sum = 0;
        for (int i = 0; i < 3; i++) sum += UnequalGaussians.RenyiDivergence(3, mean1[i], variances1[i], mean2[i], variances2[i]);
        Relatively.Equal(sum, lists, 1e-14);
    }

    [Fact]
    public void Equal_covariances_leave_the_ordinary_formula_and_nearly_equal_ones_its_neighbourhood()
    {
        Relatively.Equal(5 * 0.25 / (2 * 0.7), UnequalGaussians.RenyiDivergence(5, 0, 0.7, 0.5, 0.7), 1e-14);
        Assert.Equal(0, UnequalGaussians.RenyiDivergence(5, 1, 0.7, 1, 0.7));
        // α t²/4 + O(t³) for variances 1 and 1 + t.
        Relatively.Equal(5e-12 / 4, UnequalGaussians.RenyiDivergence(5, 0, 1, 0, 1 + 1e-6), 1e-4);
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Vector<double> mean = Vector<double>.Build.Dense(2);
        Matrix<double> unit = Matrix<double>.Build.DenseIdentity(2), indefinite = Matrix<double>.Build.DenseOfDiagonalArray([1, -1]);
        Assert.Equal(
            "order", Assert.Throws<ArgumentOutOfRangeException>(() => UnequalGaussians.RenyiDivergence(1, 0, 1, 0, 1)).ParamName);
        Assert.Equal(
            "variance2", Assert.Throws<ArgumentOutOfRangeException>(() => UnequalGaussians.RenyiDivergence(2, 0, 1, 0, 0)).ParamName);
        Assert.Equal("covariance2", Assert.Throws<ArgumentException>(
            () => UnequalGaussians.RenyiDivergence(2, mean, unit, mean, indefinite)).ParamName);
        Assert.Equal("covariance1", Assert.Throws<ArgumentException>(
            () => UnequalGaussians.RenyiDivergence(2, mean, Matrix<double>.Build.DenseIdentity(3), mean, unit)).ParamName);
        Assert.Throws<ArgumentException>(() => UnequalGaussians.RenyiDivergence(2, [0, 0], [1, 1], [0], [1, 1]));
    }

    private static double LogDensity(double x, double mean, double variance) =>
        -(x - mean) * (x - mean) / (2 * variance) - 0.5 * Math.Log(2 * Math.PI * variance);

    // Explicit inverse and determinant of a 2×2 matrix.
    private static double LogDensity(Vector<double> x, Matrix<double> c)
    {
        double determinant = c[0, 0] * c[1, 1] - c[0, 1] * c[1, 0];
        double square = (c[1, 1] * x[0] * x[0] - 2 * c[0, 1] * x[0] * x[1] + c[0, 0] * x[1] * x[1]) / determinant;
        return -0.5 * square - Math.Log(2 * Math.PI) - 0.5 * Math.Log(determinant);
    }
}
