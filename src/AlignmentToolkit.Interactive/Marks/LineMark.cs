using System.Collections.Immutable;

namespace AlignmentToolkit.Interactive.Marks;

/// <summary>A curve through points, in the order given; a NaN breaks it.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Number of the colour and dash pattern.</param>
/// <param name="X">Horizontal positions.</param>
/// <param name="Y">Vertical positions, as many.</param>
/// <param name="IsStepped">True to hold each value until the next position, as a histogram's outline or an accuracy per epoch does.</param>
public sealed record LineMark(
    string Name, int Style, ImmutableArray<double> X, ImmutableArray<double> Y, bool IsStepped) : Mark(Name, Style);
