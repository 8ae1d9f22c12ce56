using MathNet.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>g(x) = erf(x/√2), g'(x) = √(2/π) exp(−x²/2).</summary>
internal sealed class SolvableErf : SolvableActivation
{
    private const double TwoOverPi = 2 / Math.PI;

    public override string Name => "erf";

    public override bool HasFluctuations => true;

    internal override bool IsOdd => true;

    public override double Value(double x) => SpecialFunctions.Erf(x / Math.Sqrt(2));

    public override double Slope(double x) => Math.Sqrt(TwoOverPi) * Math.Exp(-0.5 * x * x);

    public override double I2(FieldCovariance c, int i, int j) => TwoOverPi * ArcSine(c[i, j] / Math.Sqrt((1 + c[i, i]) * (1 + c[j, j])));

    public override double I3(FieldCovariance c, int i, int j, int k)
    {
        double lambda3 = (1 + c[i, i]) * (1 + c[k, k]) - c[i, k] * c[i, k];
        return TwoOverPi / Math.Sqrt(lambda3) * (c[j, k] * (1 + c[i, i]) - c[i, j] * c[i, k]) / (1 + c[i, i]);
    }

    public override double J2(FieldCovariance c, int i, int j) => TwoOverPi / Math.Sqrt(Lambda4(c, i, j));

    public override double MeanSlope(FieldCovariance c, int i) => Math.Sqrt(TwoOverPi / (1 + c[i, i]));

    public override double J3(FieldCovariance c, int i, int j, int k)
    {
        // The slope is a Gaussian factor: it leaves a narrower Gaussian, under which the rest is I₂.
        double scale = 1 / (1 + c[i, i]);
        double jj = 1 + c[j, j] - c[i, j] * c[i, j] * scale, kk = 1 + c[k, k] - c[i, k] * c[i, k] * scale;
        return MeanSlope(c, i) * TwoOverPi * ArcSine((c[j, k] - c[i, j] * c[i, k] * scale) / Math.Sqrt(jj * kk));
    }

    public override double I4(FieldCovariance c, int i, int j, int k, int l)
    {
        double lambda4 = Lambda4(c, i, j);
        double normalisation = Math.Sqrt(Lambda1(c, lambda4, i, j, k) * Lambda1(c, lambda4, i, j, l));
        return TwoOverPi * TwoOverPi / Math.Sqrt(lambda4) * ArcSine(Lambda0(c, lambda4, i, j, k, l) / normalisation);
    }

    public override double ErrorProduct(FieldCovariance c, int i, int j, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double lambda4 = Lambda4(c, i, j);
        // Λ₁ belongs to one field: computed once a field instead of once a pair.
        Span<double> deviations = first.Length <= 128 ? stackalloc double[first.Length] : new double[first.Length];
        for (int k = 0; k < first.Length; k++) deviations[k] = Math.Sqrt(Lambda1(c, lambda4, i, j, k));
        double sum = 0;
        for (int k = 0; k < first.Length; k++)
            for (int l = 0; l <= k; l++)
            {
                double weight = k == l ? first[k] * second[k] : first[k] * second[l] + first[l] * second[k];
                sum += weight * ArcSine(Lambda0(c, lambda4, i, j, k, l) / (deviations[k] * deviations[l]));
            }

        return TwoOverPi * TwoOverPi / Math.Sqrt(lambda4) * sum;
    }

    internal override void Values(ReadOnlySpan<double> fields, Span<double> values) => VectorErf.Evaluate(fields, values, []);

    internal override void ValuesAndSlopes(ReadOnlySpan<double> fields, Span<double> values, Span<double> slopes) =>
        VectorErf.Evaluate(fields, values, slopes);

    private static double Lambda4(FieldCovariance c, int i, int j) => (1 + c[i, i]) * (1 + c[j, j]) - c[i, j] * c[i, j];

    private static double Lambda0(FieldCovariance c, double lambda4, int i, int j, int k, int l) =>
        lambda4 * c[k, l] - c[j, k] * c[j, l] * (1 + c[i, i]) - c[i, k] * c[i, l] * (1 + c[j, j]) + c[i, j] * (
            c[i, k] * c[j, l] + c[i, l] * c[j, k]);

    private static double Lambda1(FieldCovariance c, double lambda4, int i, int j, int k) =>
        lambda4 * (1 + c[k, k]) - c[j, k] * c[j, k] * (1 + c[i, i]) - c[i, k] * c[i, k] * (1 + c[j, j]) + 2 * c[i, j] * c[i, k] * c[j, k];
}
