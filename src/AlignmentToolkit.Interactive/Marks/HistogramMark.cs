using System.Collections.Immutable;

namespace AlignmentToolkit.Interactive.Marks;

/// <summary>Bars that touch, each from one edge to the next.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Number of the colour.</param>
/// <param name="Edges">Increasing edges, one more than heights.</param>
/// <param name="Heights">Heights of the bars.</param>
public sealed record HistogramMark(
    string Name, int Style, ImmutableArray<double> Edges, ImmutableArray<double> Heights) : Mark(Name, Style);
