using AlignmentToolkit.Interactive.Marks;

namespace AlignmentToolkit.Interactive.Plots;

/// <summary>The ends of an axis: the author's where given, else the data's with a little room.</summary>
internal readonly record struct AxisRange(double Minimum, double Maximum)
{
    /// <summary>The ends of the horizontal axis.</summary>
    public static AxisRange OfX(Figure figure)
    {
        bool padded = figure.Marks.Any(mark => mark is PointMark or NoteMark);
        return Of(figure.X, figure.Marks.SelectMany(Horizontal), padded ? 0.03 : 0, touchesZero: false);
    }

    /// <summary>The ends of the vertical axis.</summary>
    public static AxisRange OfY(Figure figure)
    {
        bool hasBars = figure.Marks.Any(mark => mark is BarMark or HistogramMark);
        bool hasCells = figure.Marks.Any(mark => mark is HeatMapMark);
        return Of(figure.Y, figure.Marks.SelectMany(Vertical), hasCells ? 0 : 0.05, touchesZero: hasBars);
    }

    private static AxisRange Of(Axis axis, IEnumerable<double> values, double padding, bool touchesZero)
    {
        if (axis.Categories.Length > 0)
            return new AxisRange(axis.Minimum ?? -0.5, axis.Maximum ?? axis.Categories.Length - 0.5);
        double[] shown = [.. values.Where(value => double.IsFinite(value) && (!axis.IsLogarithmic || value > 0))];
        (double low, double high) = shown.Length > 0 ? (shown.Min(), shown.Max()) : axis.IsLogarithmic ? (0.1, 1) : (0, 1);
        return axis.IsLogarithmic ? Logarithmic(axis, low, high, padding) : Linear(axis, low, high, padding, touchesZero);
    }

    private static AxisRange Logarithmic(Axis axis, double low, double high, double padding)
    {
        if (high / low < 1.001)
            (low, high) = (low / 2, high * 2);
        double room = Math.Pow(high / low, padding);
        return Ordered(axis.Minimum ?? low / room, axis.Maximum ?? high * room);
    }

    private static AxisRange Linear(Axis axis, double low, double high, double padding, bool touchesZero)
    {
        if (touchesZero)
            (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
            (low, high) = low == 0 ? (-0.5, 0.5) : (low - 0.1 * Math.Abs(low), high + 0.1 * Math.Abs(high));
        double room = padding * (high - low);
        bool standsOnZero = touchesZero && low == 0;
        bool hangsFromZero = touchesZero && high == 0;
        return Ordered(axis.Minimum ?? (standsOnZero ? 0 : low - room), axis.Maximum ?? (hangsFromZero ? 0 : high + room));
    }

    private static AxisRange Ordered(double minimum, double maximum) =>
        maximum > minimum ? new AxisRange(minimum, maximum) : new AxisRange(maximum - 0.5, Math.Max(minimum, maximum) + 0.5);

    private static IEnumerable<double> Horizontal(Mark mark) => mark switch
    {
        LineMark line => line.X,
        PointMark points => points.X,
        BandMark band => band.X,
        BarMark bars => [-0.5, bars.Heights.Length - 0.5],
        HistogramMark histogram => histogram.Edges,
        HeatMapMark cells => Edges(cells.X, cells.Columns),
        NoteMark note => [note.X],
        RuleMark { IsHorizontal: false } rule => [rule.Value],
        _ => [],
    };

    private static IEnumerable<double> Vertical(Mark mark) => mark switch
    {
        LineMark line => line.Y,
        PointMark points when points.Errors.IsEmpty => points.Y,
        PointMark points => points.Y.Zip(points.Errors, (y, error) => y - error)
            .Concat(points.Y.Zip(points.Errors, (y, error) => y + error)),
        BandMark band => band.Lower.Concat(band.Upper),
        BarMark bars when bars.Errors.IsEmpty => bars.Heights,
        BarMark bars => bars.Heights.Zip(bars.Errors, (y, error) => y - error)
            .Concat(bars.Heights.Zip(bars.Errors, (y, error) => y + error)),
        HistogramMark histogram => histogram.Heights,
        HeatMapMark cells => Edges(cells.Y, cells.Rows),
        NoteMark note => [note.Y],
        RuleMark { IsHorizontal: true } rule => [rule.Value],
        _ => [],
    };

    /// <summary>The outer edges of evenly spaced cells whose first and last centres are given.</summary>
    public static double[] Edges((double First, double Last) centres, int count)
    {
        double half = count > 1 ? (centres.Last - centres.First) / (count - 1) / 2 : 0.5;
        return [centres.First - half, centres.Last + half];
    }
}
