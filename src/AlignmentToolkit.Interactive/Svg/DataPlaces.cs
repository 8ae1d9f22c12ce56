using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Plots;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Where a figure has ink, in units of the drawing: (0, 0) bottom left, (1, 1) top right.</summary>
internal static class DataPlaces
{
    public static IEnumerable<(double X, double Y)> Of(Figure figure, AxisRange x, AxisRange y)
    {
        foreach (Mark mark in figure.Marks)
        {
            foreach ((double X, double Y) place in Of(mark, x, y))
            {
                (double X, double Y) unit = (Unit(place.X, x, figure.X), Unit(place.Y, y, figure.Y));
                if (unit.X is >= 0 and <= 1 && unit.Y is >= 0 and <= 1)
                    yield return unit;
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Of(Mark mark, AxisRange x, AxisRange y) => mark switch
    {
        LineMark line => Along(line.X, line.Y),
        BandMark band => Along(band.X, band.Lower).Concat(Along(band.X, band.Upper)),
        PointMark { Errors.IsEmpty: true } points => points.X.Zip(points.Y),
        PointMark points => points.X.SelectMany(
            (position, i) => Upright(position, points.Y[i] - points.Errors[i], points.Y[i] + points.Errors[i])),
        BarMark bars => bars.Heights.SelectMany(
            (height, i) => Enumerable.Range(-4, 9).SelectMany(step => Upright(i + step * 0.09, 0, height))),
        HistogramMark histogram => histogram.Heights.SelectMany(
            (height, i) => Upright((histogram.Edges[i] + histogram.Edges[i + 1]) / 2, 0, height)),
        RuleMark { IsHorizontal: true } rule => Along([x.Minimum, x.Maximum], [rule.Value, rule.Value]),
        RuleMark rule => Upright(rule.Value, y.Minimum, y.Maximum),
        NoteMark note => [(note.X, note.Y)],
        _ => [],
    };

    /// <summary>Points of a curve and between them, so that a long segment is seen too.</summary>
    private static IEnumerable<(double X, double Y)> Along(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        const int Parts = 16;
        for (int i = 0; i + 1 < x.Count; i++)
        {
            for (int part = 0; part <= Parts; part++)
            {
                double t = part / (double)Parts;
                yield return (x[i] + t * (x[i + 1] - x[i]), y[i] + t * (y[i + 1] - y[i]));
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Upright(double x, double from, double to) =>
        Enumerable.Range(0, 21).Select(part => (x, from + part / 20.0 * (to - from)));

    /// <summary>A value in units of the axis: 0 at its start, 1 at its end.</summary>
    public static double Unit(double value, AxisRange range, Axis axis)
    {
        double unit = axis.IsLogarithmic
            ? Math.Log(value / range.Minimum) / Math.Log(range.Maximum / range.Minimum)
            : (value - range.Minimum) / (range.Maximum - range.Minimum);
        return axis.IsReversed ? 1 - unit : unit;
    }
}
