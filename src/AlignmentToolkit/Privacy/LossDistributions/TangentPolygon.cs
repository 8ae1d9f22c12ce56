using System.Buffers;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The optimistic discretisation: a convex polygon with corners on the grid that runs below δ as a function of α = e^ε.</summary>
/// <remarks>
/// <para>
/// Whatever one rejects at a threshold m gives a line ℓ(α) = P(L &gt; m) − α Q(L &gt; m) that touches δ and stays below it. One such line
/// for each cell between two grid losses; at a grid loss the two lines beside it nearly meet, and the polygon passes through the lower of
/// the two. In the i-th stretch between two thresholds, with the masses A of P and B of Q and αᵢ = e^{tᵢ}, they miss each other by D = A −
/// αᵢ B.
/// </para>
/// <para>
/// With thresholds in the cells' middles D is of third order in the grid's step h; moved by h²/24 − h²/12 (ln f)', f being the density of
/// L, it is of fifth. The density comes from the pessimistic masses: they decide where the lines touch, not whether they stay below.
/// </para>
/// <para>
/// The masses are differences of neighbouring slopes; where the density changes by orders of magnitude from cell to cell one may be
/// negative, which is a corner that is not convex: that corner is left out, so that the polygon becomes its own convex minorant. The error
/// of δ is half that of
/// <see cref="ConnectTheDots"/>, on the other side.
/// </para>
/// </remarks>
internal static class TangentPolygon
{
    private const double RoundOff = 1e-14, AtomMargin = 1e-9;

    /// <summary>Fills the masses of a grid; together they may fall short of 1.</summary>
    /// <param name="profile">The loss.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="pessimistic">Masses of <see cref="ConnectTheDots"/> on the same grid.</param>
    /// <param name="masses">Receives the optimistic ones.</param>
    /// <returns>The mass at an infinite loss.</returns>
    public static double Fill(LossProfile profile, LossGrid grid, ReadOnlySpan<double> pessimistic, Span<double> masses)
    {
        int count = grid.Count;
        double[] rented = ArrayPool<double>.Shared.Rent((4 * count) + 2);
        Span<double> thresholds = rented.AsSpan(0, count), toGrid = rented.AsSpan(count, count);
        Span<double> all = rented.AsSpan(2 * count, count + 1), allScaled = rented.AsSpan((3 * count) + 1, count + 1);
        thresholds[0] = grid[0] - (0.5 * grid.Step);
        PlaceThresholds(grid, pessimistic, thresholds[1..]);
        EncloseAtoms(profile, grid, thresholds[1..]);
        profile.FillMasses(thresholds, all, allScaled);

        // What lies below the grid is left out: less of P and Q is less of δ.
        Span<double> cells = all[1..], scaled = allScaled[1..];
        // From e^t Q at the thresholds to e^t Q at the grid losses.
        for (int i = 0; i < count - 1; i++) toGrid[i] = grid[i] - thresholds[i + 1];
        toGrid[count - 1] = grid[count - 1] - thresholds[count - 1];
        TensorPrimitives.Exp(toGrid, toGrid);
        TensorPrimitives.Multiply(scaled, toGrid, scaled);
        for (int i = 0; i < count; i++)
        {
            // A miss that small is round-off, and the sign of round-off must not decide where the polygon ends.
            if (Math.Abs(cells[i] - scaled[i]) <= RoundOff * cells[i]) scaled[i] = cells[i];
        }

        double infinite = FillFromLines(grid.Step, cells, scaled, profile.InfiniteMass, masses);
        ArrayPool<double>.Shared.Return(rented);
        return ConvexMinorant.Apply(grid.Step, masses, infinite);
    }

    private static void PlaceThresholds(LossGrid grid, ReadOnlySpan<double> pessimistic, Span<double> thresholds)
    {
        double step = grid.Step;
        grid.Fill(thresholds, 0.5);
        for (int i = 0; i < thresholds.Length; i++)
        {
            double ratio = pessimistic[i + 1] / pessimistic[i];
            if (ratio is > 0.05 and < 20) thresholds[i] += step * ((step / 24) - (Math.Log(ratio) / 12));
        }
    }

    /// <summary>A probability that sits at a grid loss has a stretch of its own, in which nothing misses.</summary>
    private static void EncloseAtoms(LossProfile profile, LossGrid grid, Span<double> thresholds)
    {
        foreach (double atom in profile.Atoms)
        {
            double place = Math.Round((atom - grid[0]) / grid.Step);
            if (!(place >= 0 && place < grid.Count) || Math.Abs(grid[(int)place] - atom) > 0.1 * AtomMargin * grid.Step) continue;
            int i = (int)place;
            if (i > 0) thresholds[i - 1] = grid[i] - (AtomMargin * grid.Step);
            if (i < thresholds.Length) thresholds[i] = grid[i] + (AtomMargin * grid.Step);
        }
    }

    /// <summary>
    /// Masses from the lines' misses, between the grid losses at which the polygon leaves its first line and reaches the axis.
    /// </summary>
    private static double FillFromLines(double step, Span<double> cells, Span<double> scaled, double infinite, Span<double> masses)
    {
        double perCellBelow = -1 / Exponentials.ExpM1(-step), perCellAbove = 1 / Exponentials.ExpM1(step);
        masses.Clear();
        int top = JoinTop(step, cells, scaled, infinite), bottom = JoinBottom(step, cells, scaled, top);
        double missBefore = 0, miss = cells[bottom] - scaled[bottom];
        for (int i = bottom; i <= top; i++)
        {
            double missAfter = i < top ? cells[i + 1] - scaled[i + 1] : 0;
            double bendBelow = i == bottom ? 0 : Math.Min(0, missBefore) + Math.Max(0, miss);
            double bendAbove = i == top ? 0 : Math.Min(0, miss) + Math.Max(0, missAfter);
            masses[i] = scaled[i] + (bendBelow * perCellBelow) - (bendAbove * perCellAbove);
            (missBefore, miss) = (miss, missAfter);
        }

        return infinite + Math.Min(0, missBefore);
    }

    /// <summary>
    /// Joins the topmost stretches to one if the polygon would otherwise cross the axis, as it does where losses end: it then reaches the
    /// axis at the last grid loss where it is still above.
    /// </summary>
    private static int JoinTop(double step, Span<double> cells, Span<double> scaled, double infinite)
    {
        double fading = Math.Exp(-step), above = 0, scaledAbove = 0;
        int top = cells.Length - 1;
        for (int i = top; i > 0; i--)
        {
            if (infinite + above - scaledAbove + Math.Min(0, cells[i] - scaled[i]) < 0) top = Math.Max(1, i - 1);
            above += cells[i];
            scaledAbove = (scaledAbove + scaled[i]) * fading;
        }

        for (int i = cells.Length - 1; i > top; i--)
        {
            cells[i - 1] += cells[i];
            scaled[i - 1] += scaled[i] * fading;
        }

        return top;
    }

    /// <summary>
    /// Joins the lowest stretches to one if the polygon would otherwise cross the line P − α Q of all of them, which δ never does: it
    /// then leaves that line at the first grid loss where it is above, and P is complete.
    /// </summary>
    private static int JoinBottom(double step, Span<double> cells, Span<double> scaled, int top)
    {
        double growth = Math.Exp(step), below = 0, scaledBelow = 0;
        int bottom = 0;
        for (int i = 0; i < top; i++)
        {
            below += cells[i];
            scaledBelow = (scaledBelow * growth) + scaled[i];
            if (scaledBelow - below + Math.Min(0, cells[i] - scaled[i]) < 0) bottom = Math.Min(top - 1, i + 1);
        }

        for (int i = 0; i < bottom; i++)
        {
            cells[i + 1] += cells[i];
            scaled[i + 1] += scaled[i] * growth;
        }

        return bottom;
    }
}
