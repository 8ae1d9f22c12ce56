using OxyPlot;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Cuts shapes at a rectangle, because a <c>clipPath</c> does not survive the sanitisers.</summary>
internal static class Clipping
{
    /// <summary>The pieces of a curve inside the rectangle (Liang and Barsky's test for each segment).</summary>
    public static IEnumerable<List<ScreenPoint>> Curve(IList<ScreenPoint> points, OxyRect area)
    {
        List<ScreenPoint> piece = [];
        for (int i = 1; i < points.Count; i++)
        {
            if (!Segment(points[i - 1], points[i], area, out ScreenPoint start, out ScreenPoint end))
                continue;
            if (piece.Count > 0 && !Same(piece[^1], start))
            {
                yield return piece;
                piece = [];
            }

            if (piece.Count == 0)
                piece.Add(start);
            piece.Add(end);
        }

        if (piece.Count > 1)
            yield return piece;
    }

    /// <summary>The part of a filled shape inside the rectangle (Sutherland and Hodgman, one side after the other).</summary>
    public static List<ScreenPoint> Polygon(IList<ScreenPoint> points, OxyRect area)
    {
        List<ScreenPoint> polygon = [.. points];
        polygon = Side(polygon, point => point.X - area.Left);
        polygon = Side(polygon, point => area.Right - point.X);
        polygon = Side(polygon, point => point.Y - area.Top);
        return Side(polygon, point => area.Bottom - point.Y);
    }

    private static List<ScreenPoint> Side(List<ScreenPoint> polygon, Func<ScreenPoint, double> inside)
    {
        List<ScreenPoint> result = [];
        for (int i = 0; i < polygon.Count; i++)
        {
            ScreenPoint from = polygon[i];
            ScreenPoint to = polygon[(i + 1) % polygon.Count];
            (double a, double b) = (inside(from), inside(to));
            if (a >= 0)
                result.Add(from);
            if ((a < 0) != (b < 0))
                result.Add(Between(from, to, a / (a - b)));
        }

        return result;
    }

    private static bool Segment(ScreenPoint from, ScreenPoint to, OxyRect area, out ScreenPoint start, out ScreenPoint end)
    {
        (double enter, double leave) = (0, 1);
        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        bool visible = Narrow(-dx, from.X - area.Left) && Narrow(dx, area.Right - from.X)
            && Narrow(-dy, from.Y - area.Top) && Narrow(dy, area.Bottom - from.Y);
        start = enter == 0 ? from : Between(from, to, enter);
        end = leave == 1 ? to : Between(from, to, leave);
        return visible && double.IsFinite(dx) && double.IsFinite(dy);

        bool Narrow(double slope, double distance)
        {
            if (slope == 0)
                return distance >= 0;
            double crossing = distance / slope;
            if (slope < 0)
                enter = Math.Max(enter, crossing);
            else
                leave = Math.Min(leave, crossing);
            return enter <= leave;
        }
    }

    private static ScreenPoint Between(ScreenPoint from, ScreenPoint to, double part) =>
        new(from.X + part * (to.X - from.X), from.Y + part * (to.Y - from.Y));

    private static bool Same(ScreenPoint a, ScreenPoint b) => a.X == b.X && a.Y == b.Y;
}
