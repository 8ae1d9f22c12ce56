using System.Collections.Immutable;

namespace AlignmentToolkit.Interactive.Marks;

/// <summary>The area between two curves, as a spread over seeds.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Number of the colour.</param>
/// <param name="X">Horizontal positions.</param>
/// <param name="Lower">Lower edge, as many.</param>
/// <param name="Upper">Upper edge, as many.</param>
public sealed record BandMark(string Name, int Style, ImmutableArray<double> X, ImmutableArray<double> Lower, ImmutableArray<double> Upper)
    : Mark(Name, Style);
