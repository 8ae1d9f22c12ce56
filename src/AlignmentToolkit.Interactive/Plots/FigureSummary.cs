using System.Globalization;
using System.Text;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Marks;

namespace AlignmentToolkit.Interactive.Plots;

/// <summary>A figure in words, for readers who do not see it: title, axes, and the key numbers of every mark.</summary>
internal static class FigureSummary
{
    public static string Of(Figure figure)
    {
        StringBuilder text = new("Figure");
        if (figure.Title.Length > 0)
            text.Append(": ").Append(RichText.Plain(figure.Title));
        text.Append('.');
        if (figure.X.IsVisible && figure.X.Label.Length > 0)
            text.Append(" Horizontal: ").Append(Of(figure.X)).Append('.');
        if (figure.Y.IsVisible && figure.Y.Label.Length > 0)
            text.Append(" Vertical: ").Append(Of(figure.Y)).Append('.');
        if (!figure.X.IsVisible && figure.Marks.All(mark => mark is HeatMapMark or NoteMark))
            return text.Append(Tiles(figure)).ToString();
        foreach (Mark mark in figure.Marks)
            text.Append("\n  ").Append(Of(mark, figure.X));
        if (figure.Caption.Length > 0)
            text.Append('\n').Append(RichText.Plain(figure.Caption));
        return text.ToString();
    }

    private static string Of(Axis axis) => RichText.Plain(axis.Label) + (axis.IsLogarithmic ? " (logarithmic)" : "");

    private static string Of(Mark mark, Axis x) => mark switch
    {
        LineMark line => $"{Name(line, "curve")}: {Course(line.X, line.Y)}",
        PointMark { Errors.IsEmpty: true } points => $"{Name(points, "points")}: {Course(points.X, points.Y)}",
        PointMark points => $"{Name(points, "points")}: {Course(points.X, points.Y)}; errors up to ±{Short(Widest(points))}",
        BandMark band => $"{Name(band, "band")}: widest {Short(Widest(band))}",
        BarMark bars => $"{Name(bars, "bars")}: {string.Join(", ", bars.Heights.Select((height, i) => Bar(bars, x, i, height)))}",
        HistogramMark histogram => $"{Name(histogram, "histogram")}: {Peak(histogram)}",
        HeatMapMark cells => $"{Name(cells, "heat map")}: {Cells(cells)}",
        RuleMark rule => $"{Name(rule, "line")} at {(rule.IsHorizontal ? "vertical" : "horizontal")} {Short(rule.Value)}",
        NoteMark note => $"note at ({Short(note.X)}, {Short(note.Y)}): {RichText.Plain(note.Name)}",
        _ => mark.Name,
    };

    private static string Name(Mark mark, string kind) => mark.Name.Length == 0 ? kind : $"{RichText.Plain(mark.Name)} ({kind})";

    private static string Course(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        int[] finite = [.. Enumerable.Range(0, y.Count).Where(i => double.IsFinite(y[i]) && double.IsFinite(x[i]))];
        if (finite.Length == 0)
            return "no finite value";
        int first = finite[0];
        int last = finite[^1];
        if (finite.Length == 1)
            return $"{Short(y[first])} at {Short(x[first])}";
        int lowest = finite.MinBy(i => y[i]);
        int highest = finite.MaxBy(i => y[i]);
        StringBuilder text = new($"{finite.Length} values, {Short(y[first])} at {Short(x[first])} to {Short(y[last])} at {Short(x[last])}");
        if (lowest != first && lowest != last)
            text.Append(CultureInfo.InvariantCulture, $", lowest {Short(y[lowest])} at {Short(x[lowest])}");
        if (highest != first && highest != last)
            text.Append(CultureInfo.InvariantCulture, $", highest {Short(y[highest])} at {Short(x[highest])}");
        return text.ToString();
    }

    private static string Bar(BarMark bars, Axis x, int i, double height)
    {
        string category = i < x.Categories.Length ? RichText.Plain(x.Categories[i]) : Short(i);
        return bars.Errors.IsEmpty ? $"{category} {Short(height)}" : $"{category} {Short(height)} ± {Short(bars.Errors[i])}";
    }

    private static double Widest(PointMark points) => points.Errors.Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private static double Widest(BandMark band) =>
        band.Upper.Zip(band.Lower, (upper, lower) => upper - lower).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private static string Peak(HistogramMark histogram)
    {
        if (histogram.Heights.IsEmpty)
            return "no bars";
        int highest = Enumerable.Range(0, histogram.Heights.Length).MaxBy(i => histogram.Heights[i]);
        return $"{histogram.Heights.Length} bars from {Short(histogram.Edges[0])} to {Short(histogram.Edges[^1])}, "
            + $"highest {Short(histogram.Heights[highest])} "
            + $"between {Short(histogram.Edges[highest])} and {Short(histogram.Edges[highest + 1])}";
    }

    private static string Cells(HeatMapMark cells)
    {
        double[] finite = [.. cells.Values.Where(double.IsFinite)];
        return finite.Length == 0
            ? $"{cells.Rows} × {cells.Columns} cells, none finite"
            : $"{cells.Rows} × {cells.Columns} cells from {Short(finite.Min())} to {Short(finite.Max())}, mean {Short(finite.Average())}";
    }

    private static string Tiles(Figure figure)
    {
        HeatMapMark[] tiles = [.. figure.Marks.OfType<HeatMapMark>()];
        string labels = string.Join(", ", figure.Marks.OfType<NoteMark>().Select(note => RichText.Plain(note.Name)));
        string size = tiles.Length > 0 ? $" of {tiles[0].Rows} × {tiles[0].Columns} pixels" : "";
        return $" {tiles.Length} {(tiles.Length == 1 ? "image" : "images")}{size}{(labels.Length > 0 ? ": " + labels : "")}.";
    }

    private static string Short(double value) => NumberText.Short(value);
}
