using System.Globalization;
using System.Text;

using OxyPlot;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Numbers and colours as SVG writes them.</summary>
internal static class SvgText
{
    /// <summary>A length with at most two decimals.</summary>
    public static string Number(double value)
    {
        string text = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A coordinate with at most one decimal: a tenth of a pixel is below what anybody sees.</summary>
    public static string Coordinate(double value)
    {
        string text = Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>
    /// A <c>fill</c> or <c>stroke</c> attribute with a leading space, and its opacity where it is not full; "none" for an invisible colour.
    /// </summary>
    public static string Paint(string attribute, OxyColor colour)
    {
        if (colour.IsUndefined() || colour.IsInvisible())
            return $" {attribute}=\"none\"";
        StringBuilder paint = new($" {attribute}=\"#{colour.R:x2}{colour.G:x2}{colour.B:x2}\"");
        if (colour.A < 255)
            paint.Append(CultureInfo.InvariantCulture, $" {attribute}-opacity=\"{Number(colour.A / 255.0)}\"");
        return paint.ToString();
    }
}
