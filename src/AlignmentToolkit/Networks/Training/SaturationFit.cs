namespace AlignmentToolkit.Networks.Training;

/// <summary>The least-squares problem Σ (y_e − a·e/(s + e))² over e = 1, 2, …: a is given or, being linear, solved for at each s.</summary>
internal sealed class SaturationFit(IReadOnlyList<double> values, double? level)
{
    // s from a thousandth of an epoch to a thousand times the length of the curve, twenty values a decade.
    private const double LeastSlowness = 1e-3;
    private const int ValuesPerDecade = 20;

    /// <summary>a at a given s: the given level, or Σ y g/Σ g² with g = e/(s + e).</summary>
    public double Level(double slowness)
    {
        if (level is { } given) return given;
        double products = 0, squares = 0;
        for (int i = 0; i < values.Count; i++)
        {
            double g = Saturation(i, slowness);
            products += values[i] * g;
            squares += g * g;
        }

        return products / squares;
    }

    /// <summary>The sum of squares at a given s.</summary>
    public double SumOfSquares(double slowness)
    {
        double a = Level(slowness), sum = 0;
        for (int i = 0; i < values.Count; i++) sum += Math.Pow(values[i] - a * Saturation(i, slowness), 2);
        return sum;
    }

    /// <summary>s of the smallest sum; null where the sum still falls at the largest s that is looked at.</summary>
    /// <remarks>A grid finds the valley, then the zero of the slope is halved in to the last bit.</remarks>
    public double? Minimise()
    {
        int count = (int)Math.Ceiling(ValuesPerDecade * Math.Log10(1000 * values.Count / LeastSlowness));
        double[] grid = [0, .. Enumerable.Range(0, count).Select(k => LeastSlowness * Math.Pow(10, (double)k / ValuesPerDecade))];
        int best = Enumerable.Range(0, grid.Length).MinBy(k => SumOfSquares(grid[k]));
        if (best == grid.Length - 1) return null;
        if (best == 0 && Slope(0) >= 0) return 0;

        double low = grid[Math.Max(best - 1, 0)], high = grid[best + 1];
        for (double middle = 0.5 * (low + high); low < middle && middle < high; middle = 0.5 * (low + high))
            if (Slope(middle) < 0) low = middle;
            else high = middle;
        return high;
    }

    // Half the derivative of the sum by s: Σ (y − a g)·a·e/(s + e)². Where a is solved for, its own change adds nothing at its optimum.
    private double Slope(double slowness)
    {
        double a = Level(slowness), slope = 0;
        for (int i = 0; i < values.Count; i++)
            slope += (values[i] - a * Saturation(i, slowness)) * a * Saturation(i, slowness) / (slowness + i + 1);
        return slope;
    }

    private static double Saturation(int index, double slowness) => (index + 1) / (slowness + index + 1);
}
