using System.Globalization;
using System.Text.RegularExpressions;

namespace AlignmentToolkit.Notebooks.Tests.Running;

/// <summary>Says whether two texts that a cell printed tell the same story.</summary>
/// <remarks>
/// Words agree exactly. Numbers need not: sums of another vector width round differently, and training carries the last bit of a weight
/// into the third digit of an accuracy. A whole number may differ by 5 %, which leaves settings and small counts exact (below 20) and lets
/// 9,431 right answers be 9,428; a number with decimals may also differ by two units of its last printed place, because what is printed as
/// 0.3 ± 0.1 has no twentieth part to differ by. Below 1e-6 numbers are what single precision leaves of a zero. The paddings of tables
/// follow the widths of numbers and count as one blank.
/// </remarks>
internal static partial class OutputText
{
    private const double RelativeTolerance = 0.05;
    private const double UnitsOfLastPlace = 2;
    private const double Zero = 1e-6;

    /// <summary>The first difference, in a few words; null where there is none.</summary>
    public static string? Difference(string committed, string now)
    {
        string[] before = Tokens(committed), after = Tokens(now);
        for (int i = 0; i < Math.Min(before.Length, after.Length); i++)
        {
            if (!Agree(before[i], after[i]))
                return $"'{before[i]}' is now '{after[i]}' after \"{string.Join(' ', before[Math.Max(0, i - 6)..i])}\"";
        }

        return before.Length == after.Length ? null : $"{before.Length} words and numbers are now {after.Length}";
    }

    private static bool Agree(string before, string after)
    {
        if (before == after)
            return true;
        if (!IsNumber(before, out double a) || !IsNumber(after, out double b))
            return false;
        double size = Math.Max(Math.Abs(a), Math.Abs(b));
        double allowed = Math.Max(RelativeTolerance * size, UnitsOfLastPlace * Math.Max(DecimalPlace(before), DecimalPlace(after)));
        // A hair more than allowed: 0.3 and 0.1 differ by more than 2 × 0.1 in binary.
        return size < Zero || Math.Abs(a - b) <= allowed * (1 + 1e-9);
    }

    private static string[] Tokens(string text) =>
        [.. Token().Matches(VectorWidth().Replace(text, "vectors")).Select(match => Plain(match.Value))];

    private static string Plain(string token) =>
        token.StartsWith("--", StringComparison.Ordinal) ? "--" : token.Replace('−', '-');

    private static bool IsNumber(string token, out double value) =>
        double.TryParse(token, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out value);

    /// <summary>The worth of one unit in the last decimal; 0 for a whole number.</summary>
    private static double DecimalPlace(string number)
    {
        string[] parts = number.ToUpperInvariant().Split('E');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return point < 0 ? 0 : Math.Pow(10, exponent - (parts[0].Length - point - 1));
    }

    // A number that stands alone, or a run of letters and digits, or any other character; a rule under a heading is one character however
    // wide it is.
    [GeneratedRegex(@"(?<![\p{L}\d])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-−+]?\d+)?(?![\p{L}\d])|[\p{L}\d]+|-+|\S")]
    private static partial Regex Token();

    // How a run was made: 256-bit vectors on one machine and 512-bit ones on another.
    [GeneratedRegex(@"\d{3}-bit vectors")]
    private static partial Regex VectorWidth();
}
