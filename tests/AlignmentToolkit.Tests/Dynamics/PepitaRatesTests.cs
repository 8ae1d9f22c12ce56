using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>
/// PEPITA's rates of change against product quadrature of the averages as they stand, ρ and the noise being variables like any other: no
/// closed forms, no first-order part taken out, no conditional mean.
/// </summary>
public class PepitaRatesTests
{
    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(1, 1, 1, 0.3)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(1, 2, 1, 0)]
    [InlineData(2, 1, 2, 0)]
    public void Rates_at_random_states_agree_with_product_quadrature(int units, int teacherUnits, int outputs, double labelNoise)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            RandomStream stream = RandomStream.From("pepita-rates").Child(units).Child(teacherUnits).Child(outputs).Child(seed);
            TeacherStudentSettings settings = RandomSettings.Draw(units, teacherUnits, outputs, stream) with
            {
                LabelNoise = labelNoise,
                CubaturePoints = 1 << 16,
            };

            double[] expected = WrittenOutRates(settings, order: outputs == 2 ? 12 : 18);

            OrderParameters rates = OnlineTheory.Rates(OnlineRule.Pepita, settings);
            double[] actual =
            [
                .. rates.StudentOverlap.ToRowMajorArray(), .. rates.CrossOverlap.ToRowMajorArray(),
                .. rates.ProjectionOverlap!.ToRowMajorArray(), .. rates.Readout.ToRowMajorArray(),
            ];
            // An n-point rule resolves erf of a field of variance 1 to about 2⁻ⁿ, 2e-4 for n = 12; the cubature is as good.
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 3e-4));
        }
    }

    /// <summary>Q̇, Ṙ, Ṗ and V̇, row after row.</summary>
    private static double[] WrittenOutRates(TeacherStudentSettings settings, int order)
    {
        int units = settings.Units, teacher = settings.TeacherUnits, outputs = settings.Outputs, fields = units + teacher + outputs;
        bool noisy = settings.LabelNoise > 0;
        Matrix<double> q = settings.Initial.StudentOverlap, r = settings.Initial.CrossOverlap, p = settings.Initial.ProjectionOverlap!;
        Matrix<double> s = settings.Projection!.TeacherOverlap, phi = settings.Projection.SelfOverlap;
        Matrix<double> covariance = Matrix<double>.Build.DenseIdentity(fields + (noisy ? outputs : 0));
        covariance.SetSubMatrix(
            0, 0, Matrix<double>.Build.DenseOfMatrixArray(new[,]
            {
                { q, r, p }, { r.Transpose(), settings.TeacherOverlap, s }, { p.Transpose(), s.Transpose(), phi },
            }));
        double eta = settings.LearningRate;
        return GaussianQuadrature.Averages(covariance, order, units * (units + teacher + 2 * outputs), (z, values) =>
        {
            Vector<double> field = Vector<double>.Build.DenseOfArray(z);
            Vector<double> lambda = field.SubVector(0, units), nu = field.SubVector(units, teacher), rho = field.SubVector(
                units + teacher, outputs);
            Vector<double> error = settings.Initial.Readout * lambda.Map(Activity) - settings.TeacherReadout * nu.Map(Activity);
            if (noisy) error -= settings.LabelNoise * field.SubVector(fields, outputs);
            Vector<double> shifted = lambda - p * error, second = shifted.Map(Activity), d = lambda.Map(Activity) - second;
            Matrix<double> drift = d.OuterProduct(shifted);
            double[] rates =
            [
                .. (-eta * (drift + drift.Transpose()) + eta * eta * d.OuterProduct(d)).ToRowMajorArray(),
                .. (-eta * d.OuterProduct(nu - s * error)).ToRowMajorArray(),
                .. (-eta * d.OuterProduct(rho - phi * error)).ToRowMajorArray(),
                .. (-settings.ReadoutLearningRate * error.OuterProduct(second)).ToRowMajorArray(),
            ];
            rates.CopyTo(values, 0);
        });
    }

    private static double Activity(double x) => SpecialFunctions.Erf(x / Math.Sqrt(2));
}
