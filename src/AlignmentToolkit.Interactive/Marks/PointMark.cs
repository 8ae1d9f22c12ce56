using System.Collections.Immutable;

namespace AlignmentToolkit.Interactive.Marks;

/// <summary>Separate points, with error bars where errors are given.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Number of the colour and marker.</param>
/// <param name="X">Horizontal positions.</param>
/// <param name="Y">Vertical positions, as many.</param>
/// <param name="Errors">Half lengths of the vertical error bars, as many, or empty.</param>
public sealed record PointMark(string Name, int Style, ImmutableArray<double> X, ImmutableArray<double> Y, ImmutableArray<double> Errors)
    : Mark(Name, Style);
