using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>Averages over Gaussian fields by numerical quadrature, as an oracle for closed forms.</summary>
internal static class GaussianQuadrature
{
    /// <summary>⟨f(z)⟩ for z ~ N(0, C) with a smooth f: product Gauss–Hermite rule in the coordinates of the Cholesky factor.</summary>
    public static double Average(Matrix<double> covariance, int order, Func<double[], double> f) =>
        Averages(covariance, order, 1, (z, values) => values[0] = f(z))[0];

    /// <summary>The same for several functions at once.</summary>
    public static double[] Averages(Matrix<double> covariance, int order, int functions, Action<double[], double[]> evaluate)
    {
        Matrix<double> factor = covariance.Cholesky().Factor;
        (double[] nodes, double[] weights) = Hermite(order);
        int size = covariance.RowCount, total = (int)Math.Pow(order, size);
        double[] normal = new double[size], z = new double[size], values = new double[functions], sums = new double[functions];
        for (int point = 0; point < total; point++)
        {
            double weight = 1;
            for (int i = 0, rest = point; i < size; i++, rest /= order)
            {
                normal[i] = nodes[rest % order];
                weight *= weights[rest % order];
            }

            for (int i = 0; i < size; i++)
            {
                z[i] = 0;
                for (int j = 0; j <= i; j++) z[i] += factor[i, j] * normal[j];
            }

            evaluate(z, values);
            for (int f = 0; f < functions; f++) sums[f] += weight * values[f];
        }

        return sums;
    }

    /// <summary>
    /// ⟨1(x &gt; 0) 1(y &gt; 0) f(x, y)⟩ for two correlated fields: Gauss–Legendre on the quadrant, cut at twelve standard deviations.
    /// </summary>
    public static double QuadrantAverage(double xx, double xy, double yy, Func<double, double, double> f)
    {
        double determinant = xx * yy - xy * xy;
        GaussLegendreRule ruleX = new(0, 12 * Math.Sqrt(xx), 128), ruleY = new(0, 12 * Math.Sqrt(yy), 128);
        double sum = 0;
        for (int i = 0; i < ruleX.Order; i++)
            for (int j = 0; j < ruleY.Order; j++)
            {
                double x = ruleX.GetAbscissa(i), y = ruleY.GetAbscissa(j);
                double density = Math.Exp(
                    -0.5 * (yy * x * x - 2 * xy * x * y + xx * y * y) / determinant) / (2 * Math.PI * Math.Sqrt(determinant));
                sum += ruleX.GetWeight(i) * ruleY.GetWeight(j) * density * f(x, y);
            }

        return sum;
    }

    /// <summary>Nodes and weights for the standard normal density, from the eigenvectors of the Jacobi matrix (Golub and Welsch).</summary>
    private static (double[] Nodes, double[] Weights) Hermite(int order)
    {
        Matrix<double> jacobi = Matrix<double>.Build.Dense(order, order, (i, j) => Math.Abs(i - j) == 1 ? Math.Sqrt(Math.Max(i, j)) : 0);
        var evd = jacobi.Evd(Symmetricity.Symmetric);
        return ([.. evd.EigenValues.Select(value => value.Real)], [.. evd.EigenVectors.Row(0).Select(first => first * first)]);
    }
}
