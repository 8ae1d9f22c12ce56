using System.Globalization;

namespace AlignmentToolkit.Cli;

/// <summary>Refuses values of options in one sentence: the option, the value, what is allowed.</summary>
internal static class Demand
{
    /// <summary>Throws unless the value is allowed.</summary>
    public static void That(bool isAllowed, string option, object? value, string allowed)
    {
        if (isAllowed) return;
        object? shown = value is "" ? "\"\"" : value;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{option} {shown} is not allowed. Allowed: {allowed}."));
    }

    /// <summary>Throws unless the value is a finite number of at least 0.</summary>
    public static void FiniteAndNotNegative(double value, string option) =>
        That(value >= 0 && double.IsFinite(value), option, value, "a finite number of at least 0");

    /// <summary>Throws unless the value is a finite number greater than 0.</summary>
    public static void FiniteAndPositive(double value, string option) =>
        That(value > 0 && double.IsFinite(value), option, value, "a finite number greater than 0");

    /// <summary>Throws unless the value is one of the choices.</summary>
    public static void OneOf(IEnumerable<string> choices, string value, string option) =>
        That(choices.Contains(value, StringComparer.OrdinalIgnoreCase), option, value, string.Join(", ", choices));

    /// <summary>Whole numbers separated by commas.</summary>
    public static int[] Numbers(string option, string text, int least) => Array.ConvertAll(text.Split(','), part =>
    {
        bool isNumber = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least;
        That(isNumber, option, text, $"whole numbers of at least {least}, separated by commas");
        return number;
    });
}
