using AlignmentToolkit.Interactive.Plots;
using AlignmentToolkit.Interactive.Svg;

using CsCheck;

using OxyPlot;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

/// <summary>Laws of clipping, decimation and ticks.</summary>
public sealed class DrawingTests
{
    private static readonly OxyRect Area = new(10, 20, 100, 50);

    private static readonly Gen<ScreenPoint[]> Curves =
        Gen.Select(Gen.Double[-100, 200], Gen.Double[-100, 200]).Select(place => new ScreenPoint(place.Item1, place.Item2)).Array[2, 60];

    [Fact]
    public void A_clipped_curve_is_inside_and_misses_no_inside_point() => Curves.Sample(curve =>
    {
        ScreenPoint[] drawn = [.. Clipping.Curve(curve, Area).SelectMany(piece => piece)];
        Assert.All(drawn, point => Assert.True(Inside(point, 1e-9)));
        Assert.All(curve.Where(point => Inside(point, 0)), point => Assert.Contains(point, drawn));
    });

    [Fact]
    public void A_clipped_triangle_has_the_area_that_counting_points_finds() => Curves.Where(curve => curve.Length >= 3).Sample(
        curve =>
        {
            ScreenPoint[] triangle = curve[..3];
            List<ScreenPoint> clipped = Clipping.Polygon(triangle, Area);
            // Independent route: midpoints of a fine grid over the rectangle. The error is at most the cells that the boundary crosses.
            const int Steps = 200;
            int inside = Enumerable.Range(0, Steps * Steps).Count(i => Contains(triangle, new ScreenPoint(
                Area.Left + (i % Steps + 0.5) / Steps * Area.Width, Area.Top + (i / Steps + 0.5) / Steps * Area.Height)));
            double counted = inside * Area.Width * Area.Height / (Steps * Steps);
            double cells = 3 * 2 * Steps * Area.Width * Area.Height / (Steps * Steps);
            Assert.InRange(Surface(clipped), counted - cells, counted + cells);
        },
        iter: 200);

    [Fact]
    public void A_decimated_curve_strays_no_further_than_its_tolerance() => Curves.Sample(points =>
    {
        // One point a column of pixels, so that only the second stage is at work; its promise is a distance.
        ScreenPoint[] curve = [.. points.Select((point, i) => new ScreenPoint(3 * i, point.Y))];
        int[] kept = Decimation.Kept(curve, 0.7);
        Assert.Equal((0, curve.Length - 1), (kept[0], kept[^1]));
        for (int part = 1; part < kept.Length; part++)
        {
            for (int i = kept[part - 1]; i <= kept[part]; i++)
                Assert.InRange(Distance(curve[i], curve[kept[part - 1]], curve[kept[part]]), 0, 0.7 + 1e-9);
        }
    });

    [Theory]
    [InlineData(0, 1, 5)]
    [InlineData(-3.2, 17.9, 6)]
    [InlineData(1e-7, 3e-7, 4)]
    public void Linear_ticks_are_inside_and_equally_spaced(double minimum, double maximum, int count)
    {
        double[] ticks = Ticks.Linear(new AxisRange(minimum, maximum), count);
        Assert.InRange(ticks.Length, 2, 2 * count + 1);
        double step = ticks[1] - ticks[0];
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First, 1e-9 * step));
        Assert.All(ticks, tick => Assert.InRange(tick, minimum - 1e-9 * step, maximum + 1e-9 * step));
        double leading = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        Assert.Contains(new[] { 1, 2, 2.5, 5 }, value => Math.Abs(value - leading) < 1e-9);
    }

    [Theory]
    [InlineData(1e-4, 1, 5, "10^{−4} 10^{−3} 10^{−2} 10^{−1} 10^{0}")]
    [InlineData(0.01, 100, 6, "0.01 0.1 1 10 100")]
    [InlineData(1, 20, 6, "1 2 5 10 20")]
    [InlineData(2, 4, 4, "2 2.5 3 3.5 4")]
    public void Logarithmic_ticks_read_well(double minimum, double maximum, int count, string expected)
    {
        AxisRange range = new(minimum, maximum);
        Assert.Equal(
            expected,
            string.Join(' ', Ticks.Logarithmic(range, count).Labelled.Select(value => Ticks.Label(value, range, logarithmic: true))));
    }

    private static bool Inside(ScreenPoint point, double slack) =>
        point.X >= Area.Left - slack && point.X <= Area.Right + slack && point.Y >= Area.Top - slack && point.Y <= Area.Bottom + slack;

    private static bool Contains(ScreenPoint[] triangle, ScreenPoint point)
    {
        double[] signs = [.. Enumerable.Range(0, 3).Select(i => Cross(triangle[i], triangle[(i + 1) % 3], point))];
        return Array.TrueForAll(signs, sign => sign >= 0) || Array.TrueForAll(signs, sign => sign <= 0);
    }

    private static double Cross(ScreenPoint a, ScreenPoint b, ScreenPoint c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);

    private static double Surface(List<ScreenPoint> polygon) =>
        Math.Abs(polygon.Zip(polygon.Skip(1).Concat(polygon), (a, b) => a.X * b.Y - b.X * a.Y).Sum()) / 2;

    private static double Distance(ScreenPoint point, ScreenPoint a, ScreenPoint b)
    {
        (double dx, double dy) = (b.X - a.X, b.Y - a.Y);
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.Clamp(((point.X - a.X) * dx + (point.Y - a.Y) * dy) / length, 0, 1);
        return Math.Sqrt(Math.Pow(point.X - a.X - along * dx, 2) + Math.Pow(point.Y - a.Y - along * dy, 2));
    }
}
