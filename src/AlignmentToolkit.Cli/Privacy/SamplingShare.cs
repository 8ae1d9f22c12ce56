using System.Globalization;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>A sampling rate as it was typed: a number such as 0.004, or a batch out of a data set such as 256/60000.</summary>
/// <param name="BatchSize">b.</param>
/// <param name="DatasetSize">N; b/N is the rate, to the last bit.</param>
/// <param name="Rate">q.</param>
internal readonly record struct SamplingShare(long BatchSize, long DatasetSize, double Rate)
{
    // Beyond, N could no longer be told from N + 1 as a double.
    private const double LargestDataset = 1L << 53;

    /// <summary>Whether the rate is a ratio of whole numbers of examples.</summary>
    public bool IsRatio => DatasetSize > 0;

    /// <summary>Reads a rate.</summary>
    /// <returns>Null if the text is neither a probability nor a ratio from 0 to 1.</returns>
    public static SamplingShare? Parse(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length == 2)
        {
            return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long batch)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long examples)
                && examples > 0 && batch <= examples
                ? new SamplingShare(batch, examples, (double)batch / examples)
                : null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is >= 0 and <= 1
            ? Nearest(rate)
            : null;
    }

    /// <summary>The ratio with the smallest data set that is the number to the last bit, by continued fractions.</summary>
    private static SamplingShare Nearest(double rate)
    {
        (double before, double numerator) = (1, 0);
        (double under, double denominator) = (0, 1);
        for (double rest = rate; numerator / denominator != rate;)
        {
            rest = 1 / rest;
            double whole = Math.Floor(rest);
            rest -= whole;
            (before, numerator) = (numerator, whole * numerator + before);
            (under, denominator) = (denominator, whole * denominator + under);
            if (!(denominator < LargestDataset)) return new SamplingShare(0, 0, rate);
        }

        return new SamplingShare((long)numerator, (long)denominator, rate);
    }
}
