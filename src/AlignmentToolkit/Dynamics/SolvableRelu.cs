namespace AlignmentToolkit.Dynamics;

/// <summary>g(x) = max(0, x).</summary>
internal sealed class SolvableRelu : SolvableActivation
{
    private const double OneOverTwoPi = 0.5 / Math.PI;

    public override string Name => "ReLU";

    public override bool HasFluctuations => false;

    internal override bool IsOdd => false;

    public override double Value(double x) => Math.Max(0, x);

    public override double Slope(double x) => x > 0 ? 1 : 0;

    public override double I2(FieldCovariance c, int i, int j) =>
        OneOverTwoPi * (Sine(c, i, j) + c[i, j] * (0.5 * Math.PI + Angle(c, i, j)));

    public override double I3(FieldCovariance c, int i, int j, int k)
    {
        // A field that is identically zero carries no slope information: C_ij = 0 as well, and the ratio's limit is dropped.
        double regression = c[i, i] > 0 ? c[i, j] / c[i, i] : 0;
        return OneOverTwoPi * (regression * Sine(c, i, k) + c[j, k] * (0.5 * Math.PI + Angle(c, i, k)));
    }

    public override double J2(FieldCovariance c, int i, int j) => 0.25 + OneOverTwoPi * Angle(c, i, j);

    public override double MeanSlope(FieldCovariance c, int i) => c[i, i] > 0 ? 0.5 : 0;

    public override double J3(FieldCovariance c, int i, int j, int k) =>
        throw new NotSupportedException("⟨g' g g⟩ of ReLU is an orthant average in three dimensions that is not provided.");

    public override double I4(FieldCovariance c, int i, int j, int k, int l) =>
        throw new NotSupportedException(
            "⟨g' g' g g⟩ of ReLU is an orthant probability in four dimensions without a closed form; "
            + "use the small-learning-rate limit, which does without it.");

    /// <summary>√(C_ii C_jj − C_ij²).</summary>
    private static double Sine(FieldCovariance c, int i, int j) => Math.Sqrt(Math.Max(0, c[i, i] * c[j, j] - c[i, j] * c[i, j]));

    /// <summary>arcsin of the correlation; 0 where a field is identically zero.</summary>
    private static double Angle(FieldCovariance c, int i, int j)
    {
        double scale = Math.Sqrt(c[i, i] * c[j, j]);
        return scale > 0 ? ArcSine(c[i, j] / scale) : 0;
    }
}
