using System.Collections.Concurrent;

using MathNet.Numerics.Distributions;

namespace AlignmentToolkit.Dynamics;

/// <summary>A fixed set of equally weighted points that stands for independent standard normal variables.</summary>
/// <remarks>
/// A shifted lattice rule folded by u → 1 − |2u − 1|, which makes every smooth function periodic, and mapped by the inverse normal
/// distribution. For smooth functions the error of an average falls almost as 1/n² in the number of points, instead of 1/√n for random ones.
/// </remarks>
internal sealed class CubatureNodes
{
    private static readonly ConcurrentDictionary<(int, int, bool), CubatureNodes> Made = [];

    private readonly double[] _coordinates;

    private CubatureNodes(int dimensions, int count, bool mirrored)
    {
        Count = count;
        _coordinates = new double[dimensions * count];
        int drawn = mirrored ? count / 2 : count;
        LatticeRule lattice = LatticeRule.Of(dimensions, drawn);
        for (int d = 0; d < dimensions; d++)
        {
            Span<double> coordinate = _coordinates.AsSpan(d * count, count);
            // Shifts with badly approximable square roots: no point falls on a fold, and none onto another's mirror image.
            double shift = Math.Sqrt(d + 2.5) % 1;
            for (int i = 0; i < drawn; i++)
            {
                double u = (lattice.Coordinate(i, d) + shift) % 1;
                coordinate[i] = Normal.InvCDF(0, 1, 1 - Math.Abs(2 * u - 1));
                if (mirrored) coordinate[drawn + i] = -coordinate[i];
            }
        }
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>The points in so many dimensions; made once.</summary>
    /// <param name="dimensions">Number of variables.</param>
    /// <param name="count">Number of points; even.</param>
    /// <param name="mirrored">Whether the second half is the first with the opposite sign. Averages of even functions gain nothing by it.</param>
    public static CubatureNodes Of(int dimensions, int count, bool mirrored) =>
        Made.GetOrAdd((dimensions, count, mirrored), key => new CubatureNodes(key.Item1, key.Item2, key.Item3));

    /// <summary>One variable at all points.</summary>
    public ReadOnlySpan<double> Coordinate(int dimension) => _coordinates.AsSpan(dimension * Count, Count);
}
