using System.Collections.Immutable;

namespace AlignmentToolkit.Interactive.Marks;

/// <summary>One bar a category; several of them in a figure stand side by side.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Number of the colour.</param>
/// <param name="Heights">Heights above the categories 0, 1, 2, …; NaN leaves one out.</param>
/// <param name="Errors">Half lengths of the error bars, as many, or empty.</param>
public sealed record BarMark(string Name, int Style, ImmutableArray<double> Heights, ImmutableArray<double> Errors) : Mark(Name, Style);
