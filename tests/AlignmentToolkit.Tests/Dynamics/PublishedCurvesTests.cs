using AlignmentToolkit.Dynamics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>
/// Learning curves that an independent program integrated with an eighth-order method at relative tolerance 1e-11, printed to nine digits
/// (check 12). Setting 1 is <see cref="TeacherStudentSettings.AlignedStart"/>, 2
/// <see cref="TeacherStudentSettings.NoisyOverparameterised"/>,
/// 3 <see cref="TeacherStudentSettings.MisalignedStart"/>, 4 <see cref="TeacherStudentSettings.TwoOutputs"/>.
/// </summary>
public class PublishedCurvesTests
{
    private const double TightTolerance = 1e-11;

    private static readonly double[] Times = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500];

    public static TheoryData<string, int, double[]> ErrorCurves => new()
    {
        {
            "BP", 1,
            [
                2.95380077e-1, 2.76043507e-1, 2.52169991e-1, 1.58240470e-1, 4.34274987e-2, 1.42835882e-2, 1.10887468e-2, 3.85313869e-3,
                1.04511072e-4, 4.28993157e-6,
            ]
        },
        {
            "FA", 1,
            [
                2.95380077e-1, 2.48008220e-1, 1.98941338e-1, 8.35210621e-2, 2.46007272e-2, 1.44496298e-2, 1.10887756e-2, 4.21979880e-3,
                1.65865291e-4, 3.39686173e-6,
            ]
        },
        {
            "AFA", 1,
            [
                2.95380077e-1, 2.70808629e-1, 2.43476859e-1, 1.58352428e-1, 6.98884334e-2, 2.50946811e-2, 1.27609437e-2, 1.15450699e-2,
                1.04135912e-2, 5.80861720e-3,
            ]
        },
        {
            "BP", 2,
            [
                2.41898879e-1, 2.30663601e-1, 2.20810655e-1, 1.92526279e-1, 1.34102185e-1, 3.74136094e-2, 1.54006135e-2, 1.23791558e-2,
                3.39840955e-3, 7.92205941e-4,
            ]
        },
        {
            "FA", 2,
            [
                2.41898879e-1, 2.26452935e-1, 2.02173684e-1, 1.13300055e-1, 3.72304387e-2, 1.69912724e-2, 1.38396518e-2, 8.50993491e-3,
                1.91482148e-3, 7.75715056e-4,
            ]
        },
        {
            "AFA", 2,
            [
                2.41898879e-1, 2.29487502e-1, 2.12199549e-1, 1.45500916e-1, 6.39985286e-2, 2.42593503e-2, 1.50002964e-2, 1.36033660e-2,
                1.26720098e-2, 9.95300262e-3,
            ]
        },
    };

    [Theory]
    [MemberData(nameof(ErrorCurves))]
    public void Generalisation_error_follows_the_published_curve_to_six_digits(string rule, int setting, double[] expected)
    {
        LearningCurve curve = Integrate(rule, setting, Times);

        AssertCurve(expected, curve.GeneralisationError, 1e-6);
    }

    /// <summary>Setting 3 at α = 0, 1, 2, 5, 10, 20, 100, 500: ε_g, and the cosine between readout and feedback.</summary>
    public static TheoryData<string, double[], double[]> CurvesFromAMisalignedStart => new()
    {
        { "BP", [3.20613355e-1, 2.97197686e-1, 2.73018045e-1, 1.83727591e-1, 5.91884082e-2, 1.94252535e-2, 1.54553836e-2, 7.52809102e-4],
            [1, 1, 1, 1, 1, 1, 1, 1] },
        { "FA", [3.20613355e-1, 2.85924670e-1, 2.36369291e-1, 1.00424220e-1, 2.91974070e-2, 1.61056618e-2, 5.74130938e-3, 3.11851672e-5],
            [0.384615, 0.578984, 0.753649, 0.937027, 0.972984, 0.980144, 0.999047, 0.986739] },
        { "AFA", [3.20613355e-1, 3.01233582e-1, 2.73721336e-1, 1.74451228e-1, 7.29031814e-2, 2.61444555e-2, 1.19845071e-2, 5.90932419e-3],
            [0.332820, 0.506762, 0.668063, 0.899095, 0.964299, 0.977894, 0.980206, 0.990792] },
    };

    [Theory]
    [MemberData(nameof(CurvesFromAMisalignedStart))]
    public void Alignment_precedes_the_decrease_of_the_error_as_published(string rule, double[] errors, double[] cosines)
    {
        LearningCurve curve = Integrate(rule, 3, [0, 1, 2, 5, 10, 20, 100, 500]);

        AssertCurve(errors, curve.GeneralisationError, 1e-6);
        // Printed to six decimals.
        Assert.All(cosines.Zip(curve.AlignmentCosine), pair => Assert.Equal(pair.First, pair.Second, 0.6e-6));
    }

    [Theory]
    [InlineData("BP", 1.216, -0.840)]
    [InlineData("FA", 1.019, 0.951)]
    [InlineData("AFA", 1.081, 0.761)]
    public void The_readout_ends_at_the_published_weights(string rule, double first, double second)
    {
        OrderParameters end = Integrate(rule, 3, [500]).States[0];

        Assert.Equal(first, end.Readout[0, 0], 0.6e-3);
        Assert.Equal(second, end.Readout[0, 1], 0.6e-3);
    }

    [Fact]
    public void Two_outputs_follow_the_published_curve()
    {
        LearningCurve curve = Integrate("AFA", 4, [0, 1, 2, 5, 10, 20, 40]);

        // Printed to eight decimals: half a unit of the last is 2.5e-7 of the smallest value.
        AssertCurve([0.32040045, 0.3102425, 0.2989133, 0.25763466, 0.18060966, 0.0789117, 0.02079696], curve.GeneralisationError, 1e-6);
    }

    /// <summary>Q̇ (upper triangle), Ṙ, v̇ and Ṗ at α = 0, row after row.</summary>
    public static TheoryData<string, int, double[], double[], double[], double[]> InitialRates => new()
    {
        { "BP", 1, [0.0168042, 0.01269852, 0.00645712], [0.04828146, 0.0512308, 0.03408208, 0.0353976], [0.02775381, 0.01309543], [] },
        { "FA", 1, [0.08642302, 0.06164087, 0.03628384], [0.14484439, 0.15369241, 0.10224623, 0.1061928], [0.02775381, 0.01309543], [] },
        { "AFA", 1, [0.02507304, 0.02047972, 0.01179974], [0.06437528, 0.06830774, 0.05112311, 0.0530964], [0.02775381, 0.01309543],
            [-0.00415078, -0.00156087] },
        { "BP", 2, [0.00544745, -0.01124373, 0.00504799, -0.00827935, 0.01149328, -0.00485509],
            [0.02633448, -0.0257608, 0.01329705, -0.01222777, -0.01412969, 0.01329322], [0.00876207, -0.03655944, 0.02111065], [] },
        { "FA", 2, [0.04533616, -0.09760391, 0.06186691, 0.08406418, -0.08369459, 0.03975931],
            [0.10533794, -0.10304318, -0.09307935, 0.08559436, 0.07064845, -0.06646612], [0.00876207, -0.03655944, 0.02111065], [] },
        { "AFA", 2, [0.02097686, -0.05375446, 0.03382195, 0.04244196, -0.04539161, 0.02075882],
            [0.06583621, -0.06440199, -0.0531882, 0.04891106, 0.04238907, -0.03987967], [0.00876207, -0.03655944, 0.02111065],
            [0.00500686, 0.00018339, 0.002776] },
    };

    [Theory]
    [MemberData(nameof(InitialRates))]
    public void Rates_at_the_start_have_the_published_values(
        string rule, int setting, double[] studentOverlap, double[] crossOverlap, double[] readout, double[] projectionOverlap)
    {
        OrderParameters rates = OnlineTheory.Rates(Rule(rule), Setting(setting));

        AssertRates(studentOverlap, UpperTriangle(rates.StudentOverlap));
        AssertRates(crossOverlap, rates.CrossOverlap.ToRowMajorArray());
        AssertRates(readout, rates.Readout.ToRowMajorArray());
        AssertRates(projectionOverlap, rates.ProjectionOverlap?.ToRowMajorArray() ?? []);
    }

    [Fact]
    public void States_at_time_100_have_the_published_values()
    {
        OrderParameters backpropagation = Integrate("BP", 1, [100]).States[0], feedback = Integrate("FA", 1, [100]).States[0];
        LearningCurve adaptive = Integrate("AFA", 1, [100]), noisy = Integrate("AFA", 2, [100]);

        AssertPrinted([0.994155, 0.789371], backpropagation.Readout.ToRowMajorArray());
        AssertPrinted([0.87251, 0.234347, 0.113053, 0.920862], backpropagation.CrossOverlap.ToRowMajorArray());
        AssertPrinted([0.938463, 0.797074], feedback.Readout.ToRowMajorArray());
        AssertPrinted([1.000808, 0.73737], adaptive.States[0].Readout.ToRowMajorArray());
        AssertPrinted([0.117994, 0.093667], adaptive.States[0].ProjectionOverlap!.ToRowMajorArray());
        AssertPrinted([0.999353, 0.998357], [adaptive.AlignmentCosine[0], noisy.AlignmentCosine[0]]);
        AssertPrinted([0.648668, -0.438402, 0.307874], noisy.States[0].Readout.ToRowMajorArray());
        AssertPrinted([0.126333, -0.090108, 0.070617], noisy.States[0].ProjectionOverlap!.ToRowMajorArray());
    }

    private static LearningCurve Integrate(string rule, int setting, double[] times) =>
        OnlineTheory.Integrate(Rule(rule), Setting(setting), times, TightTolerance, cancellation: TestContext.Current.CancellationToken);

    private static double[] UpperTriangle(Matrix<double> matrix) =>
        [.. Enumerable.Range(0, matrix.RowCount).SelectMany(k => Enumerable.Range(k, matrix.ColumnCount - k).Select(l => matrix[k, l]))];

    /// <summary>Printed to eight decimals; check 12 asks for 1e-7.</summary>
    private static void AssertRates(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
    }

    /// <summary>Printed to six decimals.</summary>
    private static void AssertPrinted(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.6e-6));
    }

    internal static void AssertCurve(double[] expected, double[] actual, double relativeTolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // The printed values carry nine digits, half a unit in the last of them is at most 5e-9 of the value.
            double deviation = Math.Abs(actual[i] / expected[i] - 1);
            Assert.True(
                deviation < relativeTolerance, $"value {i}: {actual[i]:g10} against {expected[i]:g10}, relative deviation {deviation:g3}");
        }
    }

    internal static OnlineRule Rule(string name) => name switch
    {
        "BP" => OnlineRule.Backpropagation,
        "FA" => OnlineRule.FeedbackAlignment,
        "AFA" => OnlineRule.AdaptiveFeedbackAlignment,
        "PEPITA" => OnlineRule.Pepita,
        _ => throw new ArgumentException($"No rule {name}.", nameof(name)),
    };

    internal static TeacherStudentSettings Setting(int number) => number switch
    {
        1 => TeacherStudentSettings.AlignedStart,
        2 => TeacherStudentSettings.NoisyOverparameterised,
        3 => TeacherStudentSettings.MisalignedStart,
        4 => TeacherStudentSettings.TwoOutputs,
        _ => throw new ArgumentException($"No setting {number}.", nameof(number)),
    };
}
