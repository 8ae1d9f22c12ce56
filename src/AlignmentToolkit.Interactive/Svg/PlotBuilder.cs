using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Plots;

using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Makes an OxyPlot model from a figure.</summary>
internal static class PlotBuilder
{
    private static readonly OxyColor Ink = OxyColor.FromRgb(0x33, 0x33, 0x33);

    /// <summary>The model of one figure, which is drawn <paramref name="width"/> × <paramref name="height"/> pixels large.</summary>
    public static PlotModel Build(Figure figure, double width, double height, int colourLevels)
    {
        PlotModel model = new()
        {
            Background = OxyColors.Transparent,
            PlotAreaBorderColor = Ink,
            PlotAreaBorderThickness = new OxyThickness(figure.Y.IsVisible ? 1 : 0, 0, 0, figure.X.IsVisible ? 1 : 0),
            DefaultFontSize = AxisBuilder.FontSize,
            TextColor = Ink,
            Padding = figure.X.IsVisible || figure.Y.IsVisible ? new OxyThickness(6, 8, 14, 4) : new OxyThickness(0),
            Culture = System.Globalization.CultureInfo.InvariantCulture,
        };
        AxisRange x = AxisRange.OfX(figure);
        AxisRange y = AxisRange.OfY(figure);
        model.Axes.Add(AxisBuilder.Build(figure.X, x, AxisPosition.Bottom, width - 80));
        model.Axes.Add(AxisBuilder.Build(figure.Y, y, AxisPosition.Left, height - 60));
        AddColourBar(model, figure, height);
        BarGroups groups = new(figure.Marks.OfType<BarMark>().Count());
        foreach (Mark mark in figure.Marks)
            Add(model, mark, groups, baseline: figure.Y.IsLogarithmic ? y.Minimum : 0, colourLevels);
        AddRuleNames(model, figure, x, y);
        LegendBuilder.Add(model, figure, x, y, width, height);
        ((IPlotModel)model).Update(true);
        return model;
    }

    private static void Add(PlotModel model, Mark mark, BarGroups groups, double baseline, int colourLevels)
    {
        switch (mark)
        {
            case LineMark line: model.Series.Add(SeriesBuilder.Line(line)); break;
            case PointMark points: model.Series.Add(SeriesBuilder.Points(points)); break;
            case BandMark band: model.Series.Add(SeriesBuilder.Band(band)); break;
            case HistogramMark histogram: model.Series.Add(SeriesBuilder.Histogram(histogram, baseline)); break;
            case HeatMapMark cells: model.Series.Add(new CellSeries(cells, colourLevels)); break;
            case RuleMark rule: model.Annotations.Add(SeriesBuilder.Rule(rule)); break;
            case NoteMark note: model.Annotations.Add(SeriesBuilder.Note(note)); break;
            case BarMark bars:
                foreach (XYAxisSeries series in SeriesBuilder.Bars(bars, groups.Next(), baseline))
                    model.Series.Add(series);
                break;
            default: throw new ArgumentException($"A mark of type {mark.GetType().Name} cannot be drawn.", nameof(mark));
        }
    }

    private static void AddRuleNames(PlotModel model, Figure figure, AxisRange x, AxisRange y)
    {
        double right = figure.X.IsReversed ? x.Minimum : x.Maximum, top = figure.Y.IsReversed ? y.Minimum : y.Maximum;
        foreach (RuleMark rule in figure.Marks.OfType<RuleMark>().Where(rule => rule.Name.Length > 0))
        {
            AxisRange range = rule.IsHorizontal ? y : x;
            if (rule.Value >= range.Minimum && rule.Value <= range.Maximum)
                model.Annotations.Add(
                    SeriesBuilder.RuleName(rule, rule.IsHorizontal ? new DataPoint(right, rule.Value) : new DataPoint(rule.Value, top)));
        }
    }

    private static void AddColourBar(PlotModel model, Figure figure, double height)
    {
        if (figure.Marks.OfType<HeatMapMark>().FirstOrDefault(mark => mark.HasColourBar) is not { } cells)
            return;
        (double low, double high) = ColourScale.RangeOf(cells);
        AxisRange range = new(low, high);
        OxyColor[] colours =
            [.. Enumerable.Range(0, 64).Select(i => OxyColor.FromUInt32(0xff000000u | (uint)ColourScale.At(cells.Colours, i / 63.0)))];
        TickedColourAxis axis = new(Ticks.Linear(range, Math.Max(2, (int)(height / 60))))
        {
            Position = AxisPosition.Right,
            Minimum = low,
            Maximum = high,
            Palette = new OxyPalette(colours),
            Title = cells.Name.Length > 0 ? Labels.Hide(cells.Name) : null,
            TitleFontSize = 13,
            FontSize = AxisBuilder.FontSize,
            TextColor = Ink,
            TicklineColor = Ink,
            AxisDistance = 10,
            AxisTitleDistance = 8,
            LabelFormatter = value => Labels.Hide(Ticks.Label(value, range, logarithmic: false)),
        };
        model.Axes.Add(axis);
    }

    /// <summary>Shares the width of a category among the groups of bars.</summary>
    private sealed class BarGroups(int count)
    {
        private const double Filled = 0.76;
        private int _next;

        /// <summary>Left and right edge of the next group's bar, relative to the category.</summary>
        public (double Left, double Right) Next()
        {
            double width = Filled / count;
            double left = -Filled / 2 + _next++ * width;
            // A hair of paper between neighbours keeps them apart in black and white.
            return (left + 0.02 * width, left + 0.98 * width);
        }
    }
}
