using System.Numerics;

namespace AlignmentToolkit.Tests.Optics.Transmission;

/// <summary>
/// Threefry4x32-20 as the paper writes it: a generator of another kind than Philox, to compare with [Salmon 2011, section 3.2].
/// </summary>
internal static class ReferenceThreefry
{
    private static readonly int[,] s_rotations =
    {
        { 10, 26 }, { 11, 21 }, { 13, 27 }, { 23, 5 }, { 6, 20 }, { 17, 11 }, { 25, 10 }, { 18, 20 },
    };

    public static uint[] Block(uint[] counter, uint[] key)
    {
        unchecked
        {
            uint[] keys = [.. key, key.Aggregate(0x1BD11BDAu, (parity, word) => parity ^ word)];
            uint[] x = [.. counter.Zip(key, (a, b) => a + b)];
            for (int round = 0; round < 20; round++)
            {
                (int even, int odd) = round % 2 == 0 ? (1, 3) : (3, 1);
                x[0] += x[even];
                x[even] = BitOperations.RotateLeft(x[even], s_rotations[round % 8, 0]) ^ x[0];
                x[2] += x[odd];
                x[odd] = BitOperations.RotateLeft(x[odd], s_rotations[round % 8, 1]) ^ x[2];
                if (round % 4 != 3) continue;
                int injection = (round + 1) / 4;
                for (int i = 0; i < 4; i++) x[i] += keys[(injection + i) % 5];
                x[3] += (uint)injection;
            }

            return x;
        }
    }
}
