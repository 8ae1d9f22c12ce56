using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Plots;

using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Series;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Makes OxyPlot's series and annotations from marks.</summary>
internal static class SeriesBuilder
{
    private const double LineThickness = 2;
    private static readonly OxyColor Grey = OxyColor.FromRgb(0x66, 0x66, 0x66);

    public static LineSeries Line(LineMark mark)
    {
        LineSeries series = mark.IsStepped
            ? new StairStepSeries { VerticalStrokeThickness = LineThickness, VerticalLineStyle = LineStyle.Solid }
            : new LineSeries();
        series.Title = Title(mark);
        series.Color = Colour(mark.Style);
        series.StrokeThickness = LineThickness;
        series.Dashes = Palette.Dashes(mark.Style) is { Length: > 0 } dashes ? [.. dashes.Select(dash => dash / LineThickness)] : null;
        series.LineJoin = LineJoin.Round;
        series.MinimumSegmentLength = 0;
        for (int i = 0; i < mark.X.Length; i++)
            series.Points.Add(new DataPoint(mark.X[i], mark.Y[i]));
        return series;
    }

    public static ScatterErrorSeries Points(PointMark mark)
    {
        ScatterErrorSeries series = new()
        {
            Title = Title(mark),
            MarkerType = Type(Palette.MarkerOf(mark.Style)),
            MarkerSize = 4,
            MarkerFill = Colour(mark.Style),
            MarkerStroke = Palette.MarkerOf(mark.Style) == Marker.Cross ? Colour(mark.Style) : OxyColors.White,
            MarkerStrokeThickness = Palette.MarkerOf(mark.Style) == Marker.Cross ? 1.8 : Palette.RimOf(mark.X.Length),
            ErrorBarColor = Colour(mark.Style),
            ErrorBarStrokeThickness = 1.3,
            ErrorBarStopWidth = 4,
            MinimumErrorSize = 0,
        };
        for (int i = 0; i < mark.X.Length; i++)
        {
            if (double.IsFinite(mark.X[i]) && double.IsFinite(mark.Y[i]))
                series.Points.Add(new ScatterErrorPoint(mark.X[i], mark.Y[i], 0, mark.Errors.IsEmpty ? 0 : 2 * mark.Errors[i]));
        }

        return series;
    }

    public static AreaSeries Band(BandMark mark)
    {
        AreaSeries series = new()
        {
            Title = Title(mark),
            Color = OxyColors.Transparent,
            Color2 = OxyColors.Transparent,
            Fill = OxyColor.FromAColor(56, Colour(mark.Style)),
            StrokeThickness = 0,
            MinimumSegmentLength = 0,
        };
        for (int i = 0; i < mark.X.Length; i++)
        {
            if (!double.IsFinite(mark.X[i]) || !double.IsFinite(mark.Lower[i]) || !double.IsFinite(mark.Upper[i]))
                continue;
            series.Points.Add(new DataPoint(mark.X[i], mark.Lower[i]));
            series.Points2.Add(new DataPoint(mark.X[i], mark.Upper[i]));
        }

        return series;
    }

    public static IEnumerable<XYAxisSeries> Bars(BarMark mark, (double Left, double Right) place, double baseline)
    {
        RectangleBarSeries bars = Rectangles(mark);
        for (int i = 0; i < mark.Heights.Length; i++)
        {
            if (double.IsFinite(mark.Heights[i]))
                bars.Items.Add(new RectangleBarItem(i + place.Left, baseline, i + place.Right, mark.Heights[i]));
        }

        yield return bars;
        if (mark.Errors.IsEmpty)
            yield break;
        double[] centres = [.. Enumerable.Range(0, mark.Heights.Length).Select(i => i + (place.Left + place.Right) / 2)];
        ScatterErrorSeries errors = Points(new PointMark("", mark.Style, [.. centres], mark.Heights, mark.Errors));
        errors.MarkerType = MarkerType.None;
        errors.ErrorBarColor = OxyColors.Black;
        yield return errors;
    }

    public static RectangleBarSeries Histogram(HistogramMark mark, double baseline)
    {
        RectangleBarSeries bars = Rectangles(mark);
        bars.FillColor = OxyColor.FromAColor(150, Colour(mark.Style));
        bars.StrokeColor = Colour(mark.Style);
        bars.StrokeThickness = 0.8;
        for (int i = 0; i < mark.Heights.Length; i++)
        {
            // On a logarithmic axis nothing of height 0 can be seen; drawn, it would reach the other way.
            if (double.IsFinite(mark.Heights[i]) && (baseline == 0 || mark.Heights[i] > baseline))
                bars.Items.Add(new RectangleBarItem(mark.Edges[i], baseline, mark.Edges[i + 1], mark.Heights[i]));
        }

        return bars;
    }

    public static LineAnnotation Rule(RuleMark mark) => new()
    {
        Type = mark.IsHorizontal ? LineAnnotationType.Horizontal : LineAnnotationType.Vertical,
        X = mark.Value,
        Y = mark.Value,
        Color = Grey,
        LineStyle = LineStyle.Dash,
        StrokeThickness = 1.2,
        Layer = AnnotationLayer.AboveSeries,
    };

    /// <summary>The name of a reference line at its end, a little beside the line: OxyPlot's own text would stand on it.</summary>
    /// <param name="mark">The line.</param>
    /// <param name="end">A point of the line at the end where the name stands.</param>
    public static TextAnnotation RuleName(RuleMark mark, DataPoint end) => new()
    {
        Text = Labels.Hide(mark.Name),
        TextPosition = end,
        Offset = mark.IsHorizontal ? new ScreenVector(-6, -2) : new ScreenVector(5, 4),
        TextHorizontalAlignment = mark.IsHorizontal ? HorizontalAlignment.Right : HorizontalAlignment.Left,
        TextVerticalAlignment = mark.IsHorizontal ? VerticalAlignment.Bottom : VerticalAlignment.Top,
        TextColor = Grey,
        FontSize = 11.5,
        StrokeThickness = 0,
        Layer = AnnotationLayer.AboveSeries,
    };

    public static TextAnnotation Note(NoteMark mark) => new()
    {
        Text = Labels.Hide(mark.Name),
        TextPosition = new DataPoint(mark.X, mark.Y),
        TextHorizontalAlignment = HorizontalAlignment.Center,
        TextVerticalAlignment = VerticalAlignment.Bottom,
        FontSize = 12,
        TextColor = OxyColor.FromRgb(0x33, 0x33, 0x33),
        StrokeThickness = 0,
    };

    private static RectangleBarSeries Rectangles(Mark mark) => new()
    {
        Title = Title(mark),
        FillColor = Colour(mark.Style),
        StrokeColor = OxyColors.Transparent,
        StrokeThickness = 0,
    };

    /// <summary>A series without a title stays out of OxyPlot's legend.</summary>
    private static string? Title(Mark mark) => mark.Name.Length > 0 ? Labels.Hide(mark.Name) : null;

    private static OxyColor Colour(int style) => OxyColor.Parse(Palette.Colour(style));

    private static MarkerType Type(Marker marker) => marker switch
    {
        Marker.Square => MarkerType.Square,
        Marker.Triangle => MarkerType.Triangle,
        Marker.Diamond => MarkerType.Diamond,
        Marker.Cross => MarkerType.Cross,
        _ => MarkerType.Circle,
    };
}
