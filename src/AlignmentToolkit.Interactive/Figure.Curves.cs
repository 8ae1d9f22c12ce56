using System.Collections.Immutable;

using AlignmentToolkit.Interactive.Marks;

namespace AlignmentToolkit.Interactive;

public partial record Figure
{
    /// <summary>Draws a curve through points, in the order given; a NaN breaks it.</summary>
    /// <param name="name">Its name in the legend; empty to leave it out.</param>
    /// <param name="x">Horizontal positions.</param>
    /// <param name="y">Vertical positions, as many.</param>
    /// <param name="style">Number of the colour and dash pattern, from 0; null for the next unused one.</param>
    /// <param name="stepped">True to hold each value until the next position.</param>
    /// <returns>The figure with the curve.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public Figure Line(string name, IEnumerable<double> x, IEnumerable<double> y, int? style = null, bool stepped = false)
    {
        ImmutableArray<double> positions = Numbers(x, nameof(x));
        return With(new LineMark(name, style ?? NextStyle, positions, Numbers(y, nameof(y), positions.Length), stepped));
    }

    /// <summary>Draws a function.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="function">The function.</param>
    /// <param name="from">Where the curve starts.</param>
    /// <param name="to">Where it ends, above <paramref name="from"/>.</param>
    /// <param name="style">Number of the colour and dash pattern; null for the next unused one.</param>
    /// <returns>The figure with the curve, taken at 201 places that are evenly spaced on the horizontal axis (set <see cref="X"/>
    /// first).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is empty, or starts at or below 0 on a logarithmic axis.</exception>
    public Figure Line(string name, Func<double, double> function, double from, double to, int? style = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!(to > from))
            throw new ArgumentOutOfRangeException(nameof(to), to, $"A curve ends above its start, which is {from}.");
        if (X.IsLogarithmic && from <= 0)
            throw new ArgumentOutOfRangeException(nameof(from), from, "A curve on a logarithmic axis starts above 0.");
        double[] x = [.. Enumerable.Range(0, 201).Select(i => i / 200.0).Select(part =>
            X.IsLogarithmic ? from * Math.Pow(to / from, part) : from + part * (to - from))];
        return Line(name, x, x.Select(function), style);
    }

    /// <summary>Draws separate points, with vertical error bars where errors are given.</summary>
    /// <param name="name">Its name in the legend; empty to leave it out.</param>
    /// <param name="x">Horizontal positions.</param>
    /// <param name="y">Vertical positions, as many.</param>
    /// <param name="errors">Half lengths of the error bars, as many; null for none. Say in the caption what they are.</param>
    /// <param name="style">Number of the colour and marker, from 0; null for the next unused one.</param>
    /// <returns>The figure with the points.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public Figure Points(string name, IEnumerable<double> x, IEnumerable<double> y, IEnumerable<double>? errors = null, int? style = null)
    {
        ImmutableArray<double> positions = Numbers(x, nameof(x));
        ImmutableArray<double> spread = errors is null ? [] : Numbers(errors, nameof(errors), positions.Length);
        return With(new PointMark(name, style ?? NextStyle, positions, Numbers(y, nameof(y), positions.Length), spread));
    }

    /// <summary>Fills the area between two curves, as a spread over seeds around their mean.</summary>
    /// <param name="name">Its name in the legend; empty to leave it out.</param>
    /// <param name="x">Horizontal positions.</param>
    /// <param name="lower">Lower edge, as many.</param>
    /// <param name="upper">Upper edge, as many.</param>
    /// <param name="style">Number of the colour, from 0; null for the style of the mark before, to which a spread belongs.</param>
    /// <returns>The figure with the band.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public Figure Band(string name, IEnumerable<double> x, IEnumerable<double> lower, IEnumerable<double> upper, int? style = null)
    {
        ImmutableArray<double> positions = Numbers(x, nameof(x));
        ImmutableArray<double> low = Numbers(lower, nameof(lower), positions.Length);
        return With(new BandMark(name, style ?? LastStyle, positions, low, Numbers(upper, nameof(upper), positions.Length)));
    }

    private Figure With(Mark mark)
    {
        ArgumentNullException.ThrowIfNull(mark.Name);
        return mark.Style >= 0
            ? this with { Marks = Marks.Add(mark) }
            : throw new ArgumentOutOfRangeException(nameof(mark), mark.Style, "A style is numbered from 0.");
    }

    private int LastStyle => Marks.LastOrDefault(HasStyle)?.Style ?? 0;

    private int NextStyle => Marks.Where(HasStyle).Select(mark => mark.Style + 1).DefaultIfEmpty(0).Max();

    private static bool HasStyle(Mark mark) => mark is LineMark or PointMark or BandMark or BarMark or HistogramMark;

    private static ImmutableArray<double> Numbers(IEnumerable<double> numbers, string argument, int? length = null)
    {
        ArgumentNullException.ThrowIfNull(numbers, argument);
        ImmutableArray<double> array = [.. numbers];
        return length is null || array.Length == length
            ? array
            : throw new ArgumentException($"{argument} has {array.Length} numbers where the positions are {length}.", argument);
    }
}
