using System.Globalization;

namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>How numbers are written where nobody asked for a format: four significant digits, invariant culture.</summary>
internal static class NumberText
{
    /// <summary>A number with at most <paramref name="digits"/> significant digits: 0.1235, 12.35, 1.235e-7, 60,000.</summary>
    public static string Short(double value, int digits = 4)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        string text = size switch
        {
            0 => "0",
            _ when size >= 1000 && size < 1e9 && value == Math.Truncate(value) => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 1e6 or < 1e-3 => Scientific(value, digits),
            >= 1000 => value.ToString("N" + Math.Max(0, digits - 1 - (int)Math.Log10(size)), CultureInfo.InvariantCulture),
            _ => value.ToString("G" + digits, CultureInfo.InvariantCulture),
        };
        return text.Replace('-', '−').Replace("e−", "e-");
    }

    /// <summary>A value of any type as text; numbers by <see cref="Short"/> or by <paramref name="format"/>.</summary>
    public static string Of(object? value, string? format = null) => value switch
    {
        null => "–",
        string text => text,
        bool flag => flag ? "yes" : "no",
        double number => format is null || !double.IsFinite(number) ? Short(number) : Formatted(number, format),
        float number => format is null || !float.IsFinite(number) ? Short(number) : Formatted(number, format),
        decimal number => format is null ? Short((double)number) : Formatted(number, format),
        sbyte or byte or short or ushort or int or uint or long or ulong => Formatted((IFormattable)value, format ?? "N0"),
        IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Formatted(IFormattable number, string format) =>
        number.ToString(format, CultureInfo.InvariantCulture).Replace("-", "−").Replace("e−", "e-").Replace("E−", "E-");

    private static string Scientific(double value, int digits)
    {
        string text = value.ToString("0." + new string('#', digits - 1) + "e-0", CultureInfo.InvariantCulture);
        return text;
    }
}
