using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics;
using AlignmentToolkit.Optics.Transmission;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics;

public class OpticalKernelTests
{
    // n = 40, ‖x‖² = 20, ‖y‖² = 17, x·y = 11.
    private static readonly float[] X = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? 1f : 0f)];
    private static readonly float[] Y = [.. Enumerable.Range(0, 40).Select(i => i is >= 9 and < 26 ? 1f : 0f)];

    public static TheoryData<double> SquaredCosines => [0, 1e-3, 0.1, 0.5, 0.69, 0.71, 0.9, 0.99, 0.9999, 1 - 1e-7, 1 - 1e-12, 1];

    [Theory]
    [InlineData(2.0, 461, 0)]
    [InlineData(4.0, 1_179_204, 0)]
    [InlineData(6.0, 7_623_555_156, 0)]
    [InlineData(1.0, 15.8021, 5e-5)]
    [InlineData(3.0, 20149.3, 5e-2)]
    [InlineData(0.5, 3.61084, 5e-6)]
    public void The_published_vector_is_reproduced(double exponent, double expected, double rounding) =>
        Assert.Equal(expected, OpticalKernel.Evaluate(exponent, X, Y), rounding + 1e-12 * expected);

    // Check 3, second half.
    [Theory, MemberData(nameof(SquaredCosines))]
    public void Hypergeometric_elliptic_and_binomial_forms_agree(double rho)
    {
        double inner = Math.Sqrt(rho * 20 * 17);
        AssertRelative(OpticalKernel.Elliptic(20, 17, inner, 0.7), OpticalKernel.OfProducts(1, 20, 17, inner, 0.7));
        foreach (int half in new[] { 1, 2, 3, 7 })
            AssertRelative(OpticalKernel.Even(half, 20, 17, inner, 0.7), OpticalKernel.OfProducts(2 * half, 20, 17, inner, 0.7));
    }

    [Fact]
    public void Series_and_quadrature_agree_and_end_at_the_theorem_of_Gauss()
    {
        foreach (double p in new[] { 0.05, 0.25, 0.5, 1.5, 4.25 })
        {
            foreach (double rho in new[] { 0, 0.2, 0.5, 0.8 })
                AssertRelative(AmplitudeCorrelation.BySeries(p, rho), AmplitudeCorrelation.ByQuadrature(p, rho));
            double gamma = SpecialFunctions.Gamma(1 + p);
            AssertRelative(SpecialFunctions.Gamma(1 + 2 * p) / (gamma * gamma), AmplitudeCorrelation.Evaluate(p, 1));
        }
    }

    // Check 3, first half.
    [Theory, InlineData(1.0, 200_000), InlineData(2.0, 200_000), InlineData(4.0, 800_000)]
    public void Products_of_features_estimate_the_kernel(double exponent, int pixels)
    {
        Matrix<float> inputs = Matrix<float>.Build.DenseOfColumnArrays(X, Y);
        OpticalField field = new(pixels, 2);
        ImplicitTransmission.Draw(40, pixels, RandomStream.From("kernel/features")).Propagate(inputs, field);
        field.IntensitiesInto(field.Real);
        double[] products = [.. field.Real.Column(0).Zip(field.Real.Column(1), (x, y) => Math.Pow((double)x * y, exponent / 2))];
        double mean = products.Average(), error = Math.Sqrt(products.Average(p => (p - mean) * (p - mean)) / pixels);
        double kernel = OpticalKernel.Evaluate(exponent, X, Y);
        Assert.InRange(mean, kernel - 3 * error, kernel + 3 * error);
        if (exponent != 2) return;

        // Its relative error has a closed form; 10⁵ products tell it within a few per cent, as their fourth moment is large.
        Assert.InRange(error * Math.Sqrt(pixels) / kernel / SpeckleStatistics.ProductDeviation(121.0 / 340), 0.95, 1.05);
        double covariance = mean - field.Real.Column(0).Average() * field.Real.Column(1).Average();
        Assert.InRange(covariance, 121 - 6 * error, 121 + 6 * error);
        Assert.Equal(121, SpeckleStatistics.IntensityCovariance(1, 11));
    }

    [Fact]
    public void A_kernel_matrix_holds_the_kernels_of_all_pairs_of_columns()
    {
        Matrix<float> x = RandomStream.From("kernel/x").NormalMatrix(6, 4), y = RandomStream.From("kernel/y").NormalMatrix(6, 3);
        Matrix<float> kernel = OpticalKernel.Matrix(1.5, x, y, 0.4);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double expected = OpticalKernel.Evaluate(1.5, x.Column(i).ToArray(), y.Column(j).ToArray(), 0.4);
                Assert.Equal(expected, kernel[i, j], 1e-5 * expected);
            }
        }
    }

    [Fact]
    public void Exponents_and_variances_out_of_range_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("exponent", () => OpticalKernel.Evaluate(0, X, Y));
        Assert.Throws<ArgumentOutOfRangeException>("entryVariance", () => OpticalKernel.Evaluate(1, X, Y, double.NaN));
        Assert.Throws<ArgumentException>("y", () => OpticalKernel.Evaluate(1, X, Y.AsSpan(0, 3)));
        Assert.Throws<ArgumentOutOfRangeException>("half", () => OpticalKernel.Even(0, 1, 1, 1));
        Assert.Equal(0, OpticalKernel.Evaluate(1, new float[40], Y));
    }

    private static void AssertRelative(double expected, double found) => Assert.Equal(1, found / expected, 1e-12);
}
