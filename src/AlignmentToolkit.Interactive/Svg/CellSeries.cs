using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Plots;

using OxyPlot;
using OxyPlot.Series;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>
/// A heat map drawn as one path a colour: cells of one colour in a row become one rectangle, so a digit costs two kilobytes and not fifty.
/// </summary>
/// <param name="mark">The cells.</param>
/// <param name="levels">Number of colours; 32 are told apart by nobody.</param>
internal sealed class CellSeries(HeatMapMark mark, int levels) : XYAxisSeries
{
    /// <inheritdoc/>
    public override void Render(IRenderContext rc)
    {
        double[] across = AxisRange.Edges(mark.X, mark.Columns);
        double[] upwards = AxisRange.Edges(mark.Y, mark.Rows);
        ScreenPoint start = this.Transform(across[0], upwards[0]);
        ScreenPoint end = this.Transform(across[1], upwards[1]);
        int[] colours = Levels();
        int background = colours.Where(level => level >= 0).GroupBy(level => level).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .Select(group => group.Key).FirstOrDefault(-1);
        bool isFull = Array.TrueForAll(colours, level => level >= 0);
        if (isFull)
            Fill(rc, [Whole(start, end)], background);
        foreach (int level in colours.Distinct().Order().Where(level => level >= 0 && !(isFull && level == background)))
            Fill(rc, Runs(colours, level, start, end), level);
    }

    private static OxyRect Whole(ScreenPoint start, ScreenPoint end) => new(
        new ScreenPoint(Math.Round(start.X), Math.Round(start.Y)), new ScreenPoint(Math.Round(end.X), Math.Round(end.Y)));

    private int[] Levels()
    {
        (double low, double high) = ColourScale.RangeOf(mark);
        return [.. mark.Values.Select(value => double.IsFinite(value)
            ? (int)Math.Round(Math.Clamp((value - low) / (high - low), 0, 1) * (levels - 1))
            : -1)];
    }

    private IEnumerable<OxyRect> Runs(int[] colours, int level, ScreenPoint start, ScreenPoint end)
    {
        // Edges on whole pixels: neighbours meet without a seam, whatever the renderer does with fractions.
        int[] x = Edges(start.X, end.X, mark.Columns);
        int[] y = Edges(start.Y, end.Y, mark.Rows);
        for (int row = 0; row < mark.Rows; row++)
        {
            for (int column = 0; column < mark.Columns; column++)
            {
                int first = column;
                while (column < mark.Columns && colours[row * mark.Columns + column] == level)
                    column++;
                if (column > first)
                    yield return new OxyRect(new ScreenPoint(x[first], y[row]), new ScreenPoint(x[column], y[row + 1]));
            }
        }
    }

    private static int[] Edges(double start, double end, int count) =>
        [.. Enumerable.Range(0, count + 1).Select(i => (int)Math.Round(start + i * (end - start) / count))];

    private void Fill(IRenderContext rc, IEnumerable<OxyRect> cells, int level)
    {
        int colour = ColourScale.At(mark.Colours, level / (double)(levels - 1));
        OxyColor fill = OxyColor.FromUInt32(0xff000000u | (uint)colour);
        if (rc is PlainSvgContext svg)
            svg.FillCells(cells, fill);
        else
            rc.DrawRectangles([.. cells], fill, OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);
    }
}
