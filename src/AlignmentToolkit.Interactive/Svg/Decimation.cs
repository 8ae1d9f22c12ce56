using OxyPlot;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Leaves out points of a curve that nobody would see.</summary>
internal static class Decimation
{
    /// <summary>
    /// The points to keep so that the curve stays within <paramref name="tolerance"/> pixels of the given one (Douglas and Peucker).
    /// </summary>
    /// <remarks>
    /// A long noisy curve is first reduced to its ends, lowest and highest point in every column of pixels, which keeps its envelope.
    /// </remarks>
    /// <param name="points">The curve in pixels.</param>
    /// <param name="tolerance">Largest distance from the given curve, in pixels, above 0.</param>
    /// <returns>Increasing indices into <paramref name="points"/>, both ends among them.</returns>
    public static int[] Kept(IReadOnlyList<ScreenPoint> points, double tolerance)
    {
        int[] columns = Envelope(points, Math.Max(0.5, 4 * tolerance));
        if (columns.Length < 3)
            return columns;
        bool[] kept = new bool[columns.Length];
        kept[0] = kept[^1] = true;
        Stack<(int First, int Last)> open = new([(0, columns.Length - 1)]);
        while (open.TryPop(out (int First, int Last) part))
        {
            int farthest = Farthest(points, columns, part.First, part.Last, tolerance);
            if (farthest < 0)
                continue;
            kept[farthest] = true;
            open.Push((part.First, farthest));
            open.Push((farthest, part.Last));
        }

        return [.. columns.Where((_, i) => kept[i])];
    }

    private static int Farthest(IReadOnlyList<ScreenPoint> points, int[] columns, int first, int last, double tolerance)
    {
        (ScreenPoint a, ScreenPoint b) = (points[columns[first]], points[columns[last]]);
        (double dx, double dy) = (b.X - a.X, b.Y - a.Y);
        double squaredLength = dx * dx + dy * dy;
        int farthest = -1;
        double largest = tolerance * tolerance;
        for (int i = first + 1; i < last; i++)
        {
            (double px, double py) = (points[columns[i]].X - a.X, points[columns[i]].Y - a.Y);
            double along = squaredLength == 0 ? 0 : Math.Clamp((px * dx + py * dy) / squaredLength, 0, 1);
            (double ex, double ey) = (px - along * dx, py - along * dy);
            if (ex * ex + ey * ey > largest)
                (largest, farthest) = (ex * ex + ey * ey, i);
        }

        return farthest;
    }

    private static int[] Envelope(IReadOnlyList<ScreenPoint> points, double width)
    {
        List<int> result = [];
        int start = 0;
        while (start < points.Count)
        {
            double column = Math.Floor(points[start].X / width);
            (int lowest, int highest, int end) = (start, start, start);
            while (end + 1 < points.Count && Math.Floor(points[end + 1].X / width) == column)
            {
                end++;
                if (points[end].Y < points[lowest].Y)
                    lowest = end;
                if (points[end].Y > points[highest].Y)
                    highest = end;
            }

            foreach (int index in new[] { start, Math.Min(lowest, highest), Math.Max(lowest, highest), end })
            {
                if (result.Count == 0 || result[^1] != index)
                    result.Add(index);
            }

            start = end + 1;
        }

        return [.. result];
    }
}
