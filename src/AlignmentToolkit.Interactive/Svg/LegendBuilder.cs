using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Plots;

using OxyPlot;
using OxyPlot.Legends;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Puts the legend where it covers no data.</summary>
internal static class LegendBuilder
{
    private const double FontSize = 12;
    private const double SymbolLength = 30;

    public static void Add(PlotModel model, Figure figure, AxisRange x, AxisRange y, double width, double height)
    {
        string[] names = [.. figure.Marks.Where(IsListed).Select(mark => mark.Name)];
        if (names.Length == 0 || figure.Legend == LegendPlace.None)
            return;
        LegendPlace place = figure.Legend == LegendPlace.Automatic ? Free(figure, names, x, y, width, height) : figure.Legend;
        bool below = place == LegendPlace.Below;
        model.Legends.Add(new Legend
        {
            LegendPlacement = below || place == LegendPlace.Outside ? LegendPlacement.Outside : LegendPlacement.Inside,
            LegendPosition = place switch
            {
                LegendPlace.TopLeft => LegendPosition.LeftTop,
                LegendPlace.BottomLeft => LegendPosition.LeftBottom,
                LegendPlace.BottomRight => LegendPosition.RightBottom,
                LegendPlace.Below => LegendPosition.BottomCenter,
                _ => LegendPosition.RightTop,
            },
            LegendOrientation = below ? LegendOrientation.Horizontal : LegendOrientation.Vertical,
            LegendFontSize = FontSize,
            LegendSymbolLength = SymbolLength,
            LegendSymbolMargin = 6,
            LegendBackground = OxyColor.FromAColor(225, OxyColors.White),
            LegendBorderThickness = 0,
            LegendPadding = 5,
            LegendLineSpacing = 2,
            LegendItemSpacing = 14,
        });
    }

    /// <summary>Where the legend of a figure of its own size stands.</summary>
    public static LegendPlace Place(Figure figure)
    {
        string[] names = [.. figure.Marks.Where(IsListed).Select(mark => mark.Name)];
        return figure.Legend != LegendPlace.Automatic || names.Length == 0
            ? figure.Legend
            : Free(figure, names, AxisRange.OfX(figure), AxisRange.OfY(figure), figure.Width, figure.Height - FigureSvg.TitleHeight);
    }

    /// <summary>True for marks that the legend names.</summary>
    public static bool IsListed(Mark mark) => mark.Name.Length > 0 && mark is LineMark or PointMark or BandMark or BarMark or HistogramMark;

    private static LegendPlace Free(Figure figure, string[] names, AxisRange x, AxisRange y, double width, double height)
    {
        double legendWidth = names.Max(name => TextMetrics.Measure(Labels.Hide(name), FontSize).Width) + SymbolLength + 30;
        double legendHeight = names.Length * (FontSize * 1.2 + 2) + 22;
        (double w, double h) = (legendWidth / Math.Max(1, width - 80), legendHeight / Math.Max(1, height - 60));
        if (w > 0.6 || h > 0.7)
            return w > 0.6 ? LegendPlace.Below : LegendPlace.Outside;
        (double X, double Y)[] data = [.. DataPlaces.Of(figure, x, y)];
        (LegendPlace Place, bool Right, bool Top)[] corners =
        [
            (LegendPlace.TopRight, true, true), (LegendPlace.TopLeft, false, true), (LegendPlace.BottomRight, true, false), (
                LegendPlace.BottomLeft, false, false),
        ];
        foreach ((LegendPlace place, bool right, bool top) in corners)
        {
            bool covered = Array.Exists(data, point => (right ? point.X > 1 - w : point.X < w) && (top ? point.Y > 1 - h : point.Y < h));
            if (!covered)
                return place;
        }

        return width < 420 ? LegendPlace.Below : LegendPlace.Outside;
    }
}
