using AlignmentToolkit.Dynamics;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>
/// Learning curves that an independent program integrated with an eighth-order method at relative tolerance 1e-11, printed to nine digits (check 12).
/// Setting 1 is <see cref="TeacherStudentSettings.AlignedStart"/>, 2 <see cref="TeacherStudentSettings.NoisyOverparameterised"/>,
/// 3 <see cref="TeacherStudentSettings.MisalignedStart"/>, 4 <see cref="TeacherStudentSettings.TwoOutputs"/>.
/// </summary>
public class PublishedCurvesTests
{
    private const double TightTolerance = 1e-11;

    private static readonly double[] Times = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500];

    public static TheoryData<string, int, double[]> ErrorCurves => new()
    {
        { "BP", 1, [2.95380077e-1, 2.76043507e-1, 2.52169991e-1, 1.58240470e-1, 4.34274987e-2, 1.42835882e-2, 1.10887468e-2, 3.85313869e-3, 1.04511072e-4, 4.28993157e-6] },
        { "FA", 1, [2.95380077e-1, 2.48008220e-1, 1.98941338e-1, 8.35210621e-2, 2.46007272e-2, 1.44496298e-2, 1.10887756e-2, 4.21979880e-3, 1.65865291e-4, 3.39686173e-6] },
        { "AFA", 1, [2.95380077e-1, 2.70808629e-1, 2.43476859e-1, 1.58352428e-1, 6.98884334e-2, 2.50946811e-2, 1.27609437e-2, 1.15450699e-2, 1.04135912e-2, 5.80861720e-3] },
        { "BP", 2, [2.41898879e-1, 2.30663601e-1, 2.20810655e-1, 1.92526279e-1, 1.34102185e-1, 3.74136094e-2, 1.54006135e-2, 1.23791558e-2, 3.39840955e-3, 7.92205941e-4] },
        { "FA", 2, [2.41898879e-1, 2.26452935e-1, 2.02173684e-1, 1.13300055e-1, 3.72304387e-2, 1.69912724e-2, 1.38396518e-2, 8.50993491e-3, 1.91482148e-3, 7.75715056e-4] },
        { "AFA", 2, [2.41898879e-1, 2.29487502e-1, 2.12199549e-1, 1.45500916e-1, 6.39985286e-2, 2.42593503e-2, 1.50002964e-2, 1.36033660e-2, 1.26720098e-2, 9.95300262e-3] },
    };

    [Theory]
    [MemberData(nameof(ErrorCurves))]
    public void Generalisation_error_follows_the_published_curve_to_six_digits(string rule, int setting, double[] expected)
    {
        LearningCurve curve = OnlineTheory.Integrate(Rule(rule), Setting(setting), Times, TightTolerance, cancellation: TestContext.Current.CancellationToken);

        AssertCurve(expected, curve.GeneralisationError, 1e-6);
    }

    internal static void AssertCurve(double[] expected, double[] actual, double relativeTolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // The printed values carry nine digits, half a unit in the last of them is at most 5e-9 of the value.
            double deviation = Math.Abs(actual[i] / expected[i] - 1);
            Assert.True(deviation < relativeTolerance, $"value {i}: {actual[i]:g10} against {expected[i]:g10}, relative deviation {deviation:g3}");
        }
    }

    internal static OnlineRule Rule(string name) => name switch
    {
        "BP" => OnlineRule.Backpropagation,
        "FA" => OnlineRule.FeedbackAlignment,
        "AFA" => OnlineRule.AdaptiveFeedbackAlignment,
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
