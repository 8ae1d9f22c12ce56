namespace AlignmentToolkit.Tests.Numerics;

/// <summary>
/// Philox4x32, of ten rounds unless said otherwise, as the paper writes it: one block, wide integers, no registers [Salmon 2011, section
/// 3.3].
/// </summary>
internal static class ReferencePhilox
{
    public static uint[] Block(uint[] counter, uint[] key, int rounds = 10)
    {
        (uint c0, uint c1, uint c2, uint c3) = (counter[0], counter[1], counter[2], counter[3]);
        (uint k0, uint k1) = (key[0], key[1]);
        for (int round = 0; round < rounds; round++)
        {
            UInt128 first = (UInt128)0xD2511F53 * c0, second = (UInt128)0xCD9E8D57 * c2;
            (c0, c1, c2, c3) = (
                (uint)(second >> 32) ^ c1 ^ k0, (uint)(second & 0xFFFFFFFF), (uint)(first >> 32) ^ c3 ^ k1, (uint)(first & 0xFFFFFFFF));
            k0 = unchecked(k0 + 0x9E3779B9);
            k1 = unchecked(k1 + 0xBB67AE85);
        }

        return [c0, c1, c2, c3];
    }

    /// <summary>Words of consecutive counters whose upper half is fixed.</summary>
    public static uint[] Words(ulong key, ulong upper, ulong firstBlock, int blocks) =>
        [.. Enumerable.Range(0, blocks).SelectMany(i => Block(
            [(uint)(firstBlock + (ulong)i), (uint)((firstBlock + (ulong)i) >> 32), (uint)upper, (uint)(upper >> 32)],
            [(uint)key, (uint)(key >> 32)]))];
}
