using System.Globalization;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>Numbers rounded to a side: a guarantee must not shrink in print.</summary>
internal static class SafeDigits
{
    private const int Digits = 6;

    /// <summary>Six significant digits, not below the value.</summary>
    public static string Up(double value) => Text(value, Math.Ceiling);

    /// <summary>Six significant digits, not above the value.</summary>
    public static string Down(double value) => Text(value, Math.Floor);

    /// <summary>Six significant digits, as near as they come.</summary>
    public static string Near(double value) => Text(value, Math.Round);

    private static string Text(double value, Func<decimal, decimal> round)
    {
        if (double.IsPositiveInfinity(value)) return "∞";
        // Decimal arithmetic: 0.1 is a whole number of hundred-thousandths there.
        if (value is < 1e-9 or > 1e15) return value.ToString("G6", CultureInfo.InvariantCulture);
        int places = Digits - 1 - (int)Math.Floor(Math.Log10(value));
        decimal unit = 1;
        for (int i = 0; i < Math.Abs(places); i++) unit *= 10;
        string digits = value.ToString("E16", CultureInfo.InvariantCulture);
        decimal exact = decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        decimal rounded = places >= 0 ? round(exact * unit) / unit : round(exact / unit) * unit;
        return rounded.ToString("0.##############", CultureInfo.InvariantCulture);
    }
}
