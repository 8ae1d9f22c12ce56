using System.Globalization;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Privacy;

/// <summary>Checks of the numbers that occur everywhere in privacy accounting; each returns the number it was given.</summary>
internal static class PrivacyParameter
{
    /// <summary>Throws unless 0 ≤ value ≤ ∞: no noise and infinite noise are limits an accountant knows.</summary>
    public static double NoiseMultiplier(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw Refused(value, name, "a number of at least 0 (0: no noise; ∞: noise alone)");

    /// <summary>Throws unless 0 ≤ value ≤ 1.</summary>
    public static double SamplingRate(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw Refused(value, name, "a probability from 0 to 1");

    /// <summary>Throws unless 0 &lt; value &lt; 1.</summary>
    public static double Delta(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is > 0 and < 1 ? value : throw Refused(value, name, "a probability strictly between 0 and 1");

    /// <summary>Throws unless value is finite and at least 0.</summary>
    public static double Epsilon(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 && double.IsFinite(value) ? value : throw Refused(value, name, "a finite number of at least 0");

    /// <summary>Throws unless value is at least 0.</summary>
    public static long Count(long value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw Refused(value, name, "a whole number of at least 0");

    /// <summary>A number that may be infinite, as people write it.</summary>
    public static string Text(double value, string? format = null) =>
        double.IsPositiveInfinity(value) ? "∞" : value.ToString(format, CultureInfo.InvariantCulture);

    private static ArgumentOutOfRangeException Refused(object value, string? name, string allowed) =>
        new(name, value, $"{name} has to be {allowed}.");
}
