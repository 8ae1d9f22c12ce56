using System.Collections.Concurrent;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.Distributions;

namespace AlignmentToolkit.Dynamics;

/// <summary>A fixed set of equally weighted points that stands for independent standard normal variables.</summary>
/// <remarks>
/// The first 2ᵐ points of Sobol's sequence, every coordinate shifted digit by digit, through the inverse of the normal distribution. For
/// smooth functions of a few variables the error falls about as 1/n in the number of points, instead of 1/√n for random ones.
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
        for (int d = 0; d < dimensions; d++)
        {
            Span<double> coordinate = _coordinates.AsSpan(d * count, count);
            uint[] points = SobolSequence.Coordinate(d, drawn);
            uint shift = RandomStream.From("cubature").Child(d).NextUInt32();
            for (int i = 0; i < drawn; i++)
            {
                coordinate[i] = Normal.InvCDF(0, 1, ((points[i] ^ shift) + 0.5) / (1L << 32));
                if (mirrored) coordinate[drawn + i] = -coordinate[i];
            }
        }
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>The points in so many dimensions; made once.</summary>
    /// <param name="dimensions">Number of variables, at most <see cref="SobolSequence.Dimensions"/>.</param>
    /// <param name="count">Number of points, a power of two.</param>
    /// <param name="mirrored">Whether the second half is the first with the opposite sign. Averages of even functions gain nothing by
    /// it.</param>
    public static CubatureNodes Of(int dimensions, int count, bool mirrored) =>
        Made.GetOrAdd((dimensions, count, mirrored), key => new CubatureNodes(key.Item1, key.Item2, key.Item3));

    /// <summary>One variable at all points.</summary>
    public ReadOnlySpan<double> Coordinate(int dimension) => _coordinates.AsSpan(dimension * Count, Count);
}
