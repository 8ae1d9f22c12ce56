using System.Collections.Immutable;

namespace AlignmentToolkit.Interactive.Marks;

/// <summary>
/// A grid of cells coloured by value. Cell (row, column) is centred on <c>(X[column], Y[row])</c> of an evenly spaced grid.
/// </summary>
/// <param name="Name">What the colours mean; the title of the colour bar.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Values">Values row by row; NaN cells stay empty.</param>
/// <param name="X">Positions of the first and the last column.</param>
/// <param name="Y">Positions of the first and the last row.</param>
/// <param name="Colours">How values become colours.</param>
/// <param name="Range">Values of the lowest and the highest colour; null to fit.</param>
/// <param name="HasColourBar">True to show the scale beside the drawing.</param>
public sealed record HeatMapMark(
    string Name,
    int Rows,
    int Columns,
    ImmutableArray<double> Values,
    (double First, double Last) X,
    (double First, double Last) Y,
    ColourMap Colours,
    (double Low, double High)? Range,
    bool HasColourBar) : Mark(Name, 0);
