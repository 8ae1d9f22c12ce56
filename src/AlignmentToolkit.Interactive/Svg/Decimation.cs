using OxyPlot;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Leaves out points of a curve that nobody would see.</summary>
internal static class Decimation
{
    /// <summary>A curve that stays within <paramref name="tolerance"/> pixels of the given one (Douglas and Peucker).</summary>
    /// <remarks>A long noisy curve is first reduced to its ends, lowest and highest point in every column of pixels, which keeps its envelope.</remarks>
    public static List<ScreenPoint> Curve(List<ScreenPoint> points, double tolerance)
    {
        List<ScreenPoint> columns = Envelope(points, Math.Max(0.5, 4 * tolerance));
        if (columns.Count < 3)
            return columns;
        bool[] kept = new bool[columns.Count];
        kept[0] = kept[^1] = true;
        Stack<(int First, int Last)> open = new([(0, columns.Count - 1)]);
        while (open.TryPop(out (int First, int Last) part))
        {
            int farthest = Farthest(columns, part.First, part.Last, tolerance);
            if (farthest < 0)
                continue;
            kept[farthest] = true;
            open.Push((part.First, farthest));
            open.Push((farthest, part.Last));
        }

        return [.. columns.Where((_, i) => kept[i])];
    }

    private static int Farthest(List<ScreenPoint> points, int first, int last, double tolerance)
    {
        (ScreenPoint a, ScreenPoint b) = (points[first], points[last]);
        (double dx, double dy) = (b.X - a.X, b.Y - a.Y);
        double length = Math.Sqrt(dx * dx + dy * dy);
        int farthest = -1;
        double largest = tolerance;
        for (int i = first + 1; i < last; i++)
        {
            (double px, double py) = (points[i].X - a.X, points[i].Y - a.Y);
            double along = length == 0 ? 0 : Math.Clamp((px * dx + py * dy) / (length * length), 0, 1);
            double distance = Math.Sqrt(Math.Pow(px - along * dx, 2) + Math.Pow(py - along * dy, 2));
            if (distance > largest)
                (largest, farthest) = (distance, i);
        }

        return farthest;
    }

    private static List<ScreenPoint> Envelope(List<ScreenPoint> points, double width)
    {
        List<ScreenPoint> result = [];
        int start = 0;
        while (start < points.Count)
        {
            double column = Math.Floor(points[start].X / width);
            int end = start;
            while (end + 1 < points.Count && Math.Floor(points[end + 1].X / width) == column)
                end++;
            IEnumerable<int> run = Enumerable.Range(start, end - start + 1);
            int[] shown = [start, run.MinBy(i => points[i].Y), run.MaxBy(i => points[i].Y), end];
            result.AddRange(shown.Distinct().Order().Select(i => points[i]));
            start = end + 1;
        }

        return result;
    }
}
