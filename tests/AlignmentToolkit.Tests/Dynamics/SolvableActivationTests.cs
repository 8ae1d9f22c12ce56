using AlignmentToolkit.Dynamics;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>Check 11: Gaussian averages against published vectors, against the tilt construction, and against quadrature.</summary>
public class SolvableActivationTests
{
    private static readonly Matrix<double> Covariance = Matrix<double>.Build.DenseOfArray(new[,]
    {
        { 1.2, 0.3, -0.2, 0.5 }, { 0.3, 0.8, 0.1, -0.4 }, { -0.2, 0.1, 1.5, 0.2 }, { 0.5, -0.4, 0.2, 0.9 },
    });

    private static readonly SolvableActivation Erf = SolvableActivation.Erf, ReLU = SolvableActivation.ReLU;

    /// <summary>Random covariances of four fields, well away from singular.</summary>
    private static readonly Gen<Matrix<double>> Covariances = Gen.Double[-1, 1].Array[16]
        .Select(values => Matrix<double>.Build.Dense(4, 4, values))
        .Select(a => a * a.Transpose() + 0.1 * Matrix<double>.Build.DenseIdentity(4));

    [Fact]
    public void Erf_averages_have_the_published_values()
    {
        FieldCovariance c = View(Covariance);

        // Printed to twelve decimals.
        Assert.Equal(0.096341348904, Erf.I2(c, 0, 1), 1e-12);
        Assert.Equal(0.034675214169, Erf.I3(c, 0, 1, 2), 1e-12);
        Assert.Equal(-0.024768010120, Erf.I3(c, 0, 0, 2), 1e-12);
        Assert.Equal(0.047080301821, Erf.I3(c, 0, 1, 0), 1e-12);
        Assert.Equal(0.323612017105, Erf.J2(c, 0, 1), 1e-12);
        Assert.Equal(0.345255546690, Erf.J2(c, 0, 0), 1e-12);
        Assert.Equal(0.028480137380, Erf.I4(c, 0, 1, 2, 3), 1e-12);
        Assert.Equal(-0.007064649206, Erf.I4(c, 0, 0, 0, 2), 1e-12);
        Assert.Equal(0.010778940460, Erf.I4(c, 0, 1, 0, 1), 1e-12);
        Assert.Equal(0.058009320280, Erf.I4(c, 0, 0, 0, 0), 1e-12);
        Assert.Equal(0.020872958048, Erf.J3(c, 0, 1, 2), 1e-12);
    }

    [Fact]
    public void ReLU_averages_have_the_published_values()
    {
        FieldCovariance c = View(Covariance);

        Assert.Equal(0.238307801446, ReLU.I2(c, 0, 1), 1e-12);
        Assert.Equal(0.075404304921, ReLU.I3(c, 0, 1, 2), 1e-12);
        Assert.Equal(0.165905728017, ReLU.I3(c, 0, 0, 2), 1e-12);
        Assert.Equal(0.150000000000, ReLU.I3(c, 0, 1, 0), 1e-12);
        Assert.Equal(0.299526510689, ReLU.J2(c, 0, 1), 1e-12);
        Assert.Equal(0.5, ReLU.J2(c, 0, 0), 1e-12);
    }

    [Fact]
    public void Erf_averages_agree_with_the_tilt_construction()
    {
        Covariances.Sample(covariance =>
        {
            FieldCovariance c = View(covariance);
            Assert.Equal(TiltedI3(covariance, 0, 1, 2), Erf.I3(c, 0, 1, 2), 1e-13);
            Assert.Equal(TiltedI3(covariance, 0, 1, 0), Erf.I3(c, 0, 1, 0), 1e-13);
            Assert.Equal(TiltedI3(covariance, 1, 1, 3), Erf.I3(c, 1, 1, 3), 1e-13);
            Assert.Equal(TiltedJ2(covariance, 0, 1), Erf.J2(c, 0, 1), 1e-13);
            Assert.Equal(TiltedI4(covariance, 0, 1, 2, 3), Erf.I4(c, 0, 1, 2, 3), 1e-13);
            Assert.Equal(TiltedI4(covariance, 0, 0, 1, 2), Erf.I4(c, 0, 0, 1, 2), 1e-13);
            Assert.Equal(TiltedI4(covariance, 2, 1, 2, 2), Erf.I4(c, 2, 1, 2, 2), 1e-13);
            Assert.Equal(TiltedJ3(covariance, 0, 1, 2), Erf.J3(c, 0, 1, 2), 1e-13);
            Assert.Equal(TiltedJ3(covariance, 0, 0, 3), Erf.J3(c, 0, 0, 3), 1e-13);
            Assert.Equal(Tilt(covariance, 1).Weight, Erf.MeanSlope(c, 1), 1e-13);
        });
    }

    [Fact]
    public void Erf_averages_agree_with_quadrature()
    {
        // The slope exp(−x²/2) of a field of variance 1.5 is resolved by the n-point rule to about (1.5/3.5)ⁿ, 1e-8 for n = 22.
        const int order = 22;
        FieldCovariance c = View(Covariance);
        double Slope(double x) => Math.Sqrt(2 / Math.PI) * Math.Exp(-0.5 * x * x);
        double Value(double x) => MathNet.Numerics.SpecialFunctions.Erf(x / Math.Sqrt(2));

        Assert.Equal(GaussianQuadrature.Average(Covariance, order, z => Value(z[0]) * Value(z[1])), Erf.I2(c, 0, 1), 1e-6);
        Assert.Equal(GaussianQuadrature.Average(Covariance, order, z => Slope(z[0]) * z[1] * Value(z[2])), Erf.I3(c, 0, 1, 2), 1e-6);
        Assert.Equal(GaussianQuadrature.Average(Covariance, order, z => Slope(z[0]) * Slope(z[1])), Erf.J2(c, 0, 1), 1e-6);
        Assert.Equal(GaussianQuadrature.Average(Covariance, order, z => Slope(z[0])), Erf.MeanSlope(c, 0), 1e-6);
        Assert.Equal(GaussianQuadrature.Average(Covariance, order, z => Slope(z[0]) * Value(z[1]) * Value(z[2])), Erf.J3(c, 0, 1, 2), 1e-6);
        Assert.Equal(
            GaussianQuadrature.Average(Covariance, order, z => Slope(z[0]) * Slope(z[1]) * Value(z[2]) * Value(z[3])),
            Erf.I4(c, 0, 1, 2, 3), 1e-6);
    }

    [Fact]
    public void ReLU_averages_agree_with_quadrature()
    {
        Covariances.Sample(covariance =>
        {
            FieldCovariance c = View(covariance);
            double xx = covariance[0, 0], xy = covariance[0, 2], yy = covariance[2, 2], determinant = xx * yy - xy * xy;
            // Given z₀ and z₂, the mean of z₁ is linear in them; the rest averages to zero.
            double onX = (covariance[1, 0] * yy - covariance[1, 2] * xy) / determinant, onY = (
                covariance[1, 2] * xx - covariance[1, 0] * xy) / determinant;

            Assert.Equal(GaussianQuadrature.QuadrantAverage(xx, xy, yy, (x, y) => x * y), ReLU.I2(c, 0, 2), 1e-9);
            Assert.Equal(GaussianQuadrature.QuadrantAverage(xx, xy, yy, (x, y) => (onX * x + onY * y) * y), ReLU.I3(c, 0, 1, 2), 1e-9);
            Assert.Equal(GaussianQuadrature.QuadrantAverage(xx, xy, yy, (_, _) => 1), ReLU.J2(c, 0, 2), 1e-9);
            Assert.Equal(0.5, ReLU.MeanSlope(c, 0));
        }, iter: 30);
    }

    [Fact]
    public void Product_of_two_errors_is_the_sum_over_pairs()
    {
        double[] first = [0.3, -0.2, 1, 0.7], second = [-0.5, 0.4, 0.1, 2];
        FieldCovariance c = View(Covariance);
        double sum = 0;
        for (int k = 0; k < 4; k++)
            for (int l = 0; l < 4; l++)
                sum += first[k] * second[l] * TiltedI4(Covariance, 0, 1, k, l);

        Assert.Equal(sum, Erf.ErrorProduct(c, 0, 1, first, second), 1e-13);
    }

    [Fact]
    public void ReLU_has_no_closed_form_of_its_fluctuations()
    {
        Assert.False(ReLU.HasFluctuations);
        Assert.Throws<NotSupportedException>(() => ReLU.I4(View(Covariance), 0, 1, 2, 3));
        Assert.Throws<NotSupportedException>(() => ReLU.J3(View(Covariance), 0, 1, 2));
    }

    [Fact]
    public void A_field_that_is_zero_has_zero_averages()
    {
        double[] covariance = [0, 0, 0, 1];

        foreach (SolvableActivation activation in (SolvableActivation[])[Erf, ReLU])
        {
            FieldCovariance c = new(covariance, 2);
            Assert.Equal(0, activation.I2(c, 0, 1), 1e-15);
            Assert.Equal(0, activation.I3(c, 1, 0, 1), 1e-15);
        }
    }

    [Fact]
    public void Value_and_slope_belong_together()
    {
        const double step = 1e-5;
        foreach (SolvableActivation activation in (SolvableActivation[])[Erf, ReLU])
            foreach (double x in (double[])[-2.5, -0.7, 0.3, 1.9])
                Assert.Equal((activation.Value(x + step) - activation.Value(x - step)) / (2 * step), activation.Slope(x), 1e-9);
    }

    private static FieldCovariance View(Matrix<double> covariance) => new(covariance.ToRowMajorArray(), covariance.RowCount);

    /// <summary>
    /// Multiplying the Gaussian by g'(z_i) = √(2/π) exp(−z_i²/2) makes it a narrower Gaussian: C − C_·i C_i· / (1 + C_ii), times √(2/π)/√(1
    /// + C_ii).
    /// </summary>
    private static (double Weight, Matrix<double> Covariance) Tilt(Matrix<double> covariance, int i) =>
        (
            Math.Sqrt(2 / Math.PI / (1 + covariance[i, i])),
            covariance - covariance.Column(i).OuterProduct(covariance.Row(i)) / (1 + covariance[i, i]));

    /// <summary>⟨z_j g(z_k)⟩ = C_jk ⟨g'(z_k)⟩ (Stein's lemma) after the tilt.</summary>
    private static double TiltedI3(Matrix<double> covariance, int i, int j, int k)
    {
        (double weight, Matrix<double> tilted) = Tilt(covariance, i);
        return weight * tilted[j, k] * Tilt(tilted, k).Weight;
    }

    private static double TiltedJ3(Matrix<double> covariance, int i, int j, int k)
    {
        (double weight, Matrix<double> tilted) = Tilt(covariance, i);
        return weight * 2 / Math.PI * Math.Asin(tilted[j, k] / Math.Sqrt((1 + tilted[j, j]) * (1 + tilted[k, k])));
    }

    private static double TiltedJ2(Matrix<double> covariance, int i, int j)
    {
        (double weight, Matrix<double> tilted) = Tilt(covariance, i);
        return weight * Tilt(tilted, j).Weight;
    }

    private static double TiltedI4(Matrix<double> covariance, int i, int j, int k, int l)
    {
        (double first, Matrix<double> once) = Tilt(covariance, i);
        (double second, Matrix<double> twice) = Tilt(once, j);
        double correlation = twice[k, l] / Math.Sqrt((1 + twice[k, k]) * (1 + twice[l, l]));
        return first * second * 2 / Math.PI * Math.Asin(correlation);
    }
}
