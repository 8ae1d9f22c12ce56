using System.Globalization;
using System.Text.Json.Nodes;

namespace AlignmentToolkit.Interactive.Plots;

/// <summary>Numbers as Plotly reads them.</summary>
internal static class PlotlyNumbers
{
    /// <summary>
    /// Six significant digits, which is more than a screen shows and keeps notebooks small; null where there is no number.
    /// </summary>
    public static JsonNode? One(double value) =>
        double.IsFinite(value)
            ? JsonValue.Create(double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : null;

    /// <summary>A list of numbers.</summary>
    public static JsonArray Many(IEnumerable<double> values) => new([.. values.Select(One)]);
}
