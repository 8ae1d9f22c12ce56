using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics;

/// <summary>
/// The kernel that features |z_j|ᵐ approximate: k_m(x, y) = E[|z_x|ᵐ|z_y|ᵐ] = (s²‖x‖‖y‖)ᵐ Γ(1 + m/2)² ₂F₁(−m/2, −m/2; 1; cos²∠(x, y)).
/// </summary>
/// <remarks>
/// D pixels give φ(x) = D^(−1/2)(|z_1|ᵐ, …), and φ(x)·φ(y) → k_m at the rate D^(−1/2). Even m = 2p are polynomials, m = 1 is elliptic.
/// [Saade 2016; Ohana 2020]
/// </remarks>
public static class OpticalKernel
{
    /// <summary>k_m(x, y) for any exponent.</summary>
    /// <param name="exponent">m, the power of each amplitude, greater than 0: 2 for intensities.</param>
    /// <param name="x">x.</param>
    /// <param name="y">y, as long as x.</param>
    /// <param name="entryVariance">s² = E|r|², greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">m or s² is out of its range.</exception>
    public static double Evaluate(double exponent, ReadOnlySpan<float> x, ReadOnlySpan<float> y, double entryVariance = 1)
    {
        Require.FiniteAndPositive(exponent);
        Require.FiniteAndPositive(entryVariance);
        MatrixShape.CheckLength(y.Length, x.Length, "number of x", nameof(y));
        return OfProducts(exponent, Dot(x, x), Dot(y, y), Dot(x, y), entryVariance);
    }

    /// <summary>k_m of all pairs of columns.</summary>
    /// <param name="exponent">m, greater than 0.</param>
    /// <param name="x">X, n × A.</param>
    /// <param name="y">Y, n × B; X itself for a Gram matrix.</param>
    /// <param name="entryVariance">s² = E|r|², greater than 0.</param>
    /// <returns>A × B.</returns>
    /// <exception cref="ArgumentOutOfRangeException">m or s² is out of its range.</exception>
    public static Matrix<float> Matrix(double exponent, Matrix<float> x, Matrix<float> y, double entryVariance = 1)
    {
        Require.FiniteAndPositive(exponent);
        Require.FiniteAndPositive(entryVariance);
        Matrix<float> kernel = Matrix<float>.Build.Dense(x.ColumnCount, y.ColumnCount);
        x.TransposeMultiplyInto(y, kernel);
        double[] ofX = SquaredNorms(x), ofY = SquaredNorms(y);
        MatrixSpan<float> values = kernel.AsSpan();
        for (int j = 0; j < ofY.Length; j++)
        {
            Span<float> column = values.Column(j);
            for (int i = 0; i < ofX.Length; i++) column[i] = (float)OfProducts(exponent, ofX[i], ofY[j], column[i], entryVariance);
        }

        return kernel;
    }

    /// <summary>k_2p as a polynomial: (s²‖x‖‖y‖)²ᵖ Σᵢ (p!)² C(p, i)² cos²ⁱ∠(x, y); p = 1: s⁴(‖x‖²‖y‖² + (x·y)²).</summary>
    /// <param name="half">p, from 1 to 80.</param>
    /// <param name="squaredNormX">‖x‖².</param>
    /// <param name="squaredNormY">‖y‖².</param>
    /// <param name="innerProduct">x·y.</param>
    /// <param name="entryVariance">s².</param>
    /// <remarks>[Ohana 2020]</remarks>
    public static double Even(int half, double squaredNormX, double squaredNormY, double innerProduct, double entryVariance = 1)
    {
        if (half is < 1 or > 80) throw new ArgumentOutOfRangeException(nameof(half), half, "1 to 80 are allowed.");
        double rho = CosineSquared(squaredNormX, squaredNormY, innerProduct), sum = 0;
        for (int i = half; i >= 0; i--)
        {
            double binomial = SpecialFunctions.Binomial(half, i);
            sum = sum * rho + binomial * binomial;
        }

        double factorial = SpecialFunctions.Factorial(half);
        return Math.Pow(entryVariance * entryVariance * squaredNormX * squaredNormY, half) * factorial * factorial * sum;
    }

    /// <summary>k_1 by complete elliptic integrals of modulus c = |cos∠(x, y)|: s²‖x‖‖y‖ [E(c) − ½(1 − c²)K(c)].</summary>
    /// <param name="squaredNormX">‖x‖².</param>
    /// <param name="squaredNormY">‖y‖².</param>
    /// <param name="innerProduct">x·y.</param>
    /// <param name="entryVariance">s².</param>
    /// <remarks>[Saade 2016]</remarks>
    public static double Elliptic(double squaredNormX, double squaredNormY, double innerProduct, double entryVariance = 1)
    {
        double rho = CosineSquared(squaredNormX, squaredNormY, innerProduct);
        return entryVariance * Math.Sqrt(squaredNormX * squaredNormY) * EllipticPart(rho);
    }

    internal static double OfProducts(
        double exponent, double squaredNormX, double squaredNormY, double innerProduct, double entryVariance)
    {
        if (squaredNormX == 0 || squaredNormY == 0) return 0;
        double rho = CosineSquared(squaredNormX, squaredNormY, innerProduct), half = exponent / 2;
        double gamma = SpecialFunctions.Gamma(1 + half);
        double size = Math.Pow(entryVariance * entryVariance * squaredNormX * squaredNormY, half);
        return size * gamma * gamma * AmplitudeCorrelation.Evaluate(half, rho);
    }

    /// <summary>
    /// E(c) − ½(1 − c²)K(c) by the arithmetic-geometric mean of 1 and √(1 − c²): K = π/(2M), E = K(1 − Σ 2^(n−1) c_n²).
    /// </summary>
    private static double EllipticPart(double modulusSquared)
    {
        if (modulusSquared >= 1) return 1;
        double a = 1, b = Math.Sqrt(1 - modulusSquared), sum = modulusSquared / 2, power = 0.5;

        // Each step squares the relative difference, so the next one is below rounding; a smaller bound might never be met.
        while (a - b > 1e-9 * a)
        {
            double difference = (a - b) / 2;
            (a, b) = ((a + b) / 2, Math.Sqrt(a * b));
            power *= 2;
            sum += power * difference * difference;
        }

        double first = Math.PI / (a + b);
        return first * (1 - sum) - 0.5 * (1 - modulusSquared) * first;
    }

    private static double CosineSquared(double squaredNormX, double squaredNormY, double innerProduct) =>
        Math.Min(1, innerProduct * innerProduct / (squaredNormX * squaredNormY));

    private static double[] SquaredNorms(Matrix<float> columns)
    {
        double[] norms = new double[columns.ColumnCount];
        for (int j = 0; j < norms.Length; j++) norms[j] = TensorPrimitives.SumOfSquares<float>(columns.ColumnSpan(j));
        return norms;
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (double)x[i] * y[i];
        return sum;
    }
}
