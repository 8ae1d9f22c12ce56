using System.Buffers;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The pessimistic discretisation: of all on a grid whose δ is nowhere below the true one, the one with the least δ
/// everywhere.</summary>
/// <remarks>
/// δ as a function of e^ε is convex; the discretisation's is the polygon through its values at the grid. The mass of a cell goes to the
/// cell's two ends in such shares that P(cell) and Q(cell) both remain, so that the shares come from differences of neighbouring tails
/// without taking differences of δ. What lies below the grid moves up to its first loss, and of what lies above, e^t Q stays at the last
/// loss t and the rest becomes infinite. The error of δ is O(h²). [Doroshenko 2022]
/// </remarks>
internal static class ConnectTheDots
{
    /// <summary>Fills the masses of a grid.</summary>
    /// <returns>The mass at an infinite loss.</returns>
    public static double Fill(LossProfile profile, LossGrid grid, Span<double> masses)
    {
        int count = grid.Count;
        double[] rented = ArrayPool<double>.Shared.Rent((3 * count) + 2);
        Span<double> bounds = rented.AsSpan(0, count);
        Span<double> cells = rented.AsSpan(count, count + 1), scaled = rented.AsSpan((2 * count) + 1, count + 1);
        grid.Fill(bounds);
        profile.FillMasses(bounds, cells, scaled);

        double perShare = 1 / Exponentials.ExpM1(grid.Step);
        masses[0] = cells[0];
        for (int i = 1; i < count; i++)
        {
            double below = Math.Clamp((scaled[i] - cells[i]) * perShare, 0, cells[i]);
            masses[i - 1] += below;
            masses[i] = cells[i] - below;
        }

        double kept = Math.Min(cells[count], scaled[count]), infinite = profile.InfiniteMass + (cells[count] - kept);
        masses[count - 1] += kept;
        ArrayPool<double>.Shared.Return(rented);
        return infinite;
    }
}
