namespace AlignmentToolkit.Dynamics;

/// <summary>Sobol's sequence in the unit cube: every 2ᵐ points from a multiple of 2ᵐ on fill it evenly.</summary>
/// <remarks>
/// Point i in dimension d is the sum modulo 2 of the direction numbers v_b of the bits b that are set in i, as a binary fraction. The
/// direction numbers follow from a primitive polynomial and initial numbers chosen for even pairs of dimensions. [Joe Kuo 2008]
/// </remarks>
internal static class SobolSequence
{
    private const int Bits = 32;

    /// <summary>
    /// From dimension 2 on: degree s and inner coefficients of the primitive polynomial, then m₁ … m_s, odd and m_b &lt; 2ᵇ.
    /// </summary>
    private static readonly int[][] Parameters =
    [
        [1, 0, 1], [2, 1, 1, 3], [3, 1, 1, 3, 1], [3, 2, 1, 1, 1], [4, 1, 1, 1, 3, 3], [4, 4, 1, 3, 5, 13], [5, 2, 1, 1, 5, 5, 17],
        [5, 4, 1, 1, 5, 5, 5], [5, 7, 1, 1, 7, 11, 19], [5, 11, 1, 1, 5, 1, 1], [5, 13, 1, 1, 1, 3, 11], [5, 14, 1, 3, 5, 5, 31],
        [6, 1, 1, 3, 3, 9, 7, 49], [6, 13, 1, 1, 1, 15, 21, 21], [6, 16, 1, 3, 1, 13, 27, 49], [6, 19, 1, 1, 1, 15, 7, 5],
        [6, 22, 1, 3, 1, 15, 13, 25], [6, 25, 1, 1, 5, 5, 19, 61], [7, 1, 1, 3, 7, 11, 23, 15, 103], [7, 4, 1, 3, 7, 13, 13, 15, 69],
    ];

    /// <summary>The largest number of dimensions.</summary>
    public static int Dimensions => Parameters.Length + 1;

    /// <summary>Coordinate <paramref name="dimension"/> of the first points, as multiples of 2⁻³².</summary>
    public static uint[] Coordinate(int dimension, int count)
    {
        uint[] directions = Directions(dimension), points = new uint[count];
        for (int i = 1; i < count; i++)
        {
            // All bits but the highest are those of an earlier point.
            int highest = int.Log2(i);
            points[i] = points[i - (1 << highest)] ^ directions[highest];
        }

        return points;
    }

    private static uint[] Directions(int dimension)
    {
        uint[] directions = new uint[Bits];
        if (dimension == 0)
        {
            for (int b = 0; b < Bits; b++) directions[b] = 1u << (Bits - 1 - b);
            return directions;
        }

        int[] parameters = Parameters[dimension - 1];
        int degree = parameters[0], polynomial = parameters[1];
        for (int b = 0; b < degree; b++) directions[b] = (uint)parameters[2 + b] << (Bits - 1 - b);
        for (int b = degree; b < Bits; b++)
        {
            directions[b] = directions[b - degree] ^ (directions[b - degree] >> degree);
            for (int k = 1; k < degree; k++)
                if ((polynomial >> (degree - 1 - k) & 1) != 0) directions[b] ^= directions[b - k];
        }

        return directions;
    }
}
