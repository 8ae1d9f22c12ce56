namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>Finds the order whose bound is smallest: on a grid, then between its points and beyond its ends.</summary>
/// <remarks>Every order gives a valid bound, so the search may stop anywhere. For the classic bound (convex function + constant)/(α − 1)
/// has
/// a single valley, and the tight one behaves the same.</remarks>
internal sealed class RenyiOrderSearch(
    double[] orders, double[] divergences, Func<double, double> divergence, bool isRefined, double largest, double largestFractional)
{
    private const double LeastOrder = 1.0001;
    private const int Iterations = 24;

    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The best order and its bound; order ∞, a bound on the loss itself, takes part.</summary>
    public (double Order, double Bound) Minimise(Func<double, double, double> bound)
    {
        (double Order, double Bound) best = (double.PositiveInfinity, bound(double.PositiveInfinity, divergence(double.PositiveInfinity)));
        int place = -1;
        for (int i = 0; i < orders.Length; i++)
        {
            double value = bound(orders[i], divergences[i]);
            if (!(value < best.Bound)) continue;
            best = (orders[i], value);
            place = i;
        }

        if (!isRefined || (place < 0 && double.IsInfinity(best.Bound))) return best;
        double low = place > 0 ? orders[place - 1] : place == 0 ? LeastOrder : orders[^1];
        double high = place >= 0 && place < orders.Length - 1 ? orders[place + 1] : Beyond(ref best, ref low, bound);
        Refine(ref best, low, high, bound);
        return best;
    }

    /// <summary>Whether the order is the first or last that was tried.</summary>
    public bool IsAtEnd(double order) => isRefined ? order >= largest : order == orders[0] || order == orders[^1];

    /// <summary>Doubles the order while that helps.</summary>
    /// <returns>An order beyond the valley.</returns>
    private double Beyond(ref (double Order, double Bound) best, ref double low, Func<double, double, double> bound)
    {
        double order = orders[^1];
        while (order < largest)
        {
            double next = Math.Min(2 * Math.Floor(order), largest), value = bound(next, divergence(next));
            if (!(value < best.Bound)) return next;
            (low, best, order) = (order, (next, value), next);
        }

        return largest;
    }

    /// <summary>Golden sections in ln(α − 1).</summary>
    private void Refine(ref (double Order, double Bound) best, double low, double high, Func<double, double, double> bound)
    {
        double left = Math.Log(low - 1), right = Math.Log(high - 1);
        double inner = right - Golden * (right - left), outer = left + Golden * (right - left);
        double atInner = Try(ref best, inner, bound), atOuter = Try(ref best, outer, bound);
        for (int i = 0; i < Iterations && right - left > 1e-7; i++)
        {
            if (atInner <= atOuter)
            {
                (right, outer, atOuter) = (outer, inner, atInner);
                inner = right - Golden * (right - left);
                atInner = Try(ref best, inner, bound);
            }
            else
            {
                (left, inner, atInner) = (inner, outer, atOuter);
                outer = left + Golden * (right - left);
                atOuter = Try(ref best, outer, bound);
            }
        }
    }

    private double Try(ref (double Order, double Bound) best, double logarithm, Func<double, double, double> bound)
    {
        double order = Math.Min(1 + Math.Exp(logarithm), largest);
        if (order > largestFractional) order = Math.Round(order);
        double value = bound(order, divergence(order));
        if (value < best.Bound) best = (order, value);
        return value;
    }
}
