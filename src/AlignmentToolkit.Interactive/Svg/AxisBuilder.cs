using AlignmentToolkit.Interactive.Plots;

using OxyPlot;
using OxyPlot.Axes;

using OxyAxis = OxyPlot.Axes.Axis;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Makes OxyPlot's axes from ours.</summary>
internal static class AxisBuilder
{
    public const double FontSize = 12;

    private static readonly OxyColor Grid = OxyColor.FromRgb(0xe4, 0xe4, 0xe4);
    private static readonly OxyColor Ink = OxyColor.FromRgb(0x33, 0x33, 0x33);

    /// <summary>One axis.</summary>
    /// <param name="axis">What it shows.</param>
    /// <param name="range">Its ends.</param>
    /// <param name="position">Where it stands.</param>
    /// <param name="length">Its length in pixels, for the number of labels.</param>
    public static OxyAxis Build(Interactive.Axis axis, AxisRange range, AxisPosition position, double length)
    {
        int count = Math.Max(2, (int)(length / (position == AxisPosition.Bottom ? 70 : 45)));
        OxyAxis built = New(axis, range, count);
        built.Position = position;
        built.Minimum = range.Minimum;
        built.Maximum = range.Maximum;
        built.MinimumPadding = built.MaximumPadding = 0;
        built.IsAxisVisible = axis.IsVisible;
        built.Title = axis.Label.Length > 0 ? Labels.Hide(axis.Label) : null;
        built.LabelFormatter = value => Labels.Hide(Label(axis, value, range));
        (built.StartPosition, built.EndPosition) = axis.IsReversed ? (1, 0) : (0, 1);
        Style(built, hasGrid: axis.Categories.Length == 0);
        return built;
    }

    private static OxyAxis New(Interactive.Axis axis, AxisRange range, int count)
    {
        if (axis.Categories.Length > 0)
            return new TickedLinearAxis([.. Enumerable.Range(0, axis.Categories.Length).Select(i => (double)i)]);
        if (!axis.IsLogarithmic)
            return new TickedLinearAxis(Ticks.Linear(range, count, axis.Step));
        (double[] labelled, double[] unlabelled) = Ticks.Logarithmic(range, count);
        return new TickedLogarithmicAxis(labelled, unlabelled);
    }

    private static string Label(Interactive.Axis axis, double value, AxisRange range)
    {
        int category = (int)Math.Round(value);
        if (axis.Categories.Length > 0)
            return category >= 0 && category < axis.Categories.Length ? axis.Categories[category] : "";
        return Ticks.Label(value, range, axis.IsLogarithmic);
    }

    private static void Style(OxyAxis axis, bool hasGrid)
    {
        axis.FontSize = FontSize;
        axis.TitleFontSize = 13;
        axis.AxisTitleDistance = 8;
        axis.TextColor = Ink;
        axis.TitleColor = Ink;
        axis.TicklineColor = Ink;
        axis.MajorGridlineStyle = hasGrid ? LineStyle.Solid : LineStyle.None;
        axis.MajorGridlineColor = Grid;
        axis.MajorGridlineThickness = 1;
        axis.MajorTickSize = 5;
        axis.MinorTickSize = 2.5;
        axis.TickStyle = TickStyle.Outside;
    }
}
