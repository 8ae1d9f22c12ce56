using System.Collections.Immutable;

namespace AlignmentToolkit.Interactive;

/// <summary>An axis of a <see cref="Figure"/>.</summary>
/// <param name="Label">What it shows, with the unit; <c>_{…}</c> and <c>^{…}</c> set subscripts and superscripts: "ε_{g}".</param>
/// <param name="Minimum">Where it starts; null to fit the data.</param>
/// <param name="Maximum">Where it ends; null to fit the data.</param>
public sealed record Axis(string Label = "", double? Minimum = null, double? Maximum = null)
{
    /// <summary>True for a logarithmic scale; values at or below 0 are then left out of the drawing.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Names of the positions 0, 1, 2, …; empty for a numeric axis.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>True for values that grow downwards (or to the left), as rows of an image do.</summary>
    public bool IsReversed { get; init; }

    /// <summary>False to draw neither line, ticks nor numbers.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>Distance of the labelled ticks; null for round numbers that fit.</summary>
    public double? Step { get; init; }

    /// <summary>A logarithmic axis.</summary>
    /// <param name="label">What it shows.</param>
    /// <param name="minimum">Where it starts, above 0; null to fit the data.</param>
    /// <param name="maximum">Where it ends, above 0; null to fit the data.</param>
    /// <returns>The axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An end is 0 or negative.</exception>
    public static Axis Logarithmic(string label = "", double? minimum = null, double? maximum = null)
    {
        if (minimum <= 0)
            throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "A logarithmic axis starts above 0.");
        if (maximum <= 0)
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "A logarithmic axis ends above 0.");
        return new Axis(label, minimum, maximum) { IsLogarithmic = true };
    }

    /// <summary>An axis of names, at 0, 1, 2, ….</summary>
    /// <param name="label">What the names are.</param>
    /// <param name="categories">At least one name.</param>
    /// <returns>The axis.</returns>
    /// <exception cref="ArgumentException">No name is given.</exception>
    public static Axis Categorical(string label, params string[] categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return categories.Length == 0
            ? throw new ArgumentException("An axis of names has at least one name.", nameof(categories))
            : new Axis(label) { Categories = [.. categories] };
    }
}
