using System.Globalization;

using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Plots;

/// <summary>Which values an axis labels, and how they are written.</summary>
internal static class Ticks
{
    /// <summary>The values of a logarithmic axis: powers of ten over several decades, 1-2-5 over one, round numbers within less.</summary>
    /// <param name="range">The ends, above 0.</param>
    /// <param name="count">How many labels fit.</param>
    /// <returns>Labelled and unlabelled ticks, both inside the range.</returns>
    public static (double[] Labelled, double[] Unlabelled) Logarithmic(AxisRange range, int count)
    {
        double decades = Math.Log10(range.Maximum / range.Minimum);
        int first = (int)Math.Floor(Math.Log10(range.Minimum) - 1e-9);
        int last = (int)Math.Ceiling(Math.Log10(range.Maximum) + 1e-9);
        int[] exponents = [.. Enumerable.Range(first, last - first + 1)];
        double[] powers = [.. exponents.Select(power => Math.Pow(10, power)).Where(Inside)];
        double[] digits =
            [.. exponents.SelectMany(power => Enumerable.Range(1, 9).Select(digit => digit * Math.Pow(10, power))).Where(Inside)];
        if (decades < 0.7)
        {
            double[] linear = Linear(range, count);
            return (linear, []);
        }

        if (powers.Length < 3)
        {
            double[] labelled = [.. digits.Where(value => LeadingDigit(value) is 1 or 2 or 5)];
            return (labelled, [.. digits.Except(labelled)]);
        }

        int step = Math.Max(1, (int)Math.Ceiling(powers.Length / (double)Math.Max(2, count)));
        double[] shown = [.. powers.Where(power => (int)Math.Round(Math.Log10(power)) % step == 0)];
        return step == 1 ? (shown, [.. digits.Except(powers)]) : (shown, [.. powers.Except(shown)]);

        bool Inside(double value) => value >= range.Minimum * (1 - 1e-9) && value <= range.Maximum * (1 + 1e-9);
    }

    /// <summary>Round numbers at equal distances: 1, 2, 2.5 or 5 times a power of ten.</summary>
    /// <param name="range">The ends.</param>
    /// <param name="count">How many labels fit.</param>
    /// <param name="step">Their distance; null to choose.</param>
    /// <returns>The numbers inside the range.</returns>
    public static double[] Linear(AxisRange range, int count, double? step = null)
    {
        double length = range.Maximum - range.Minimum;
        double distance = step is > 0 && length / step < 1000 ? step.Value : RoundStep(length / Math.Max(1, count));
        double first = Math.Ceiling(range.Minimum / distance - 1e-9);
        int number = (int)Math.Floor(range.Maximum / distance + 1e-9) - (int)first + 1;
        return [.. Enumerable.Range(0, Math.Max(0, number)).Select(i => (first + i) * distance)];
    }

    /// <summary>A label: plain for everyday numbers, a power of ten (with <c>^{…}</c>) where the axis spans many.</summary>
    /// <param name="value">The value.</param>
    /// <param name="range">The ends of the axis.</param>
    /// <param name="logarithmic">True for a logarithmic axis.</param>
    /// <returns>The label.</returns>
    public static string Label(double value, AxisRange range, bool logarithmic)
    {
        double size = Math.Max(Math.Abs(range.Minimum), Math.Abs(range.Maximum));
        if (logarithmic && (range.Maximum > 20_000 || range.Minimum < 0.0008))
        {
            int power = (int)Math.Floor(Math.Log10(value) + 1e-9);
            double factor = value / Math.Pow(10, power);
            string ten = $"10^{{{power.ToString(CultureInfo.InvariantCulture).Replace('-', '−')}}}";
            return Math.Abs(factor - 1) < 1e-6 ? ten : $"{NumberText.Short(factor)}·{ten}";
        }

        if (Math.Abs(value) < 1e-9 * size)
            return "0";
        if (size is >= 100_000 or < 0.002)
        {
            int power = (int)Math.Floor(Math.Log10(size) + 1e-9);
            string exponent = power.ToString(CultureInfo.InvariantCulture).Replace('-', '−');
            return $"{NumberText.Short(value / Math.Pow(10, power))}·10^{{{exponent}}}";
        }

        return value.ToString(size >= 10_000 ? "#,0.###" : "0.######", CultureInfo.InvariantCulture)
            .Replace('-', '−');
    }

    private static double RoundStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double factor = rough / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 2.5 ? 2.5 : factor <= 5 ? 5 : 10);
    }

    private static int LeadingDigit(double value) => (int)Math.Round(value / Math.Pow(10, Math.Floor(Math.Log10(value) + 1e-9)));
}
