using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics.Randomness;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>
/// The random words behind a transmission matrix, for a group of 16 rows: two words for each entry, from Philox4x32-7.
/// </summary>
/// <remarks>
/// <para>
/// The counter of a block is (⌊j/16⌋ · 8 + j mod 8, k, upper half of the stream's counters), j the row and k the column. Its words 0 and 1
/// belong to row j mod 16 &lt; 8 and words 2 and 3 to the row 8 below, so that registers hold neighbouring rows as they come.
/// Seven rounds are the fewest that pass all tests of BigCrush [Salmon 2011, table 2].
/// </para>
/// <para>
/// Only the first two words of the counter vary, and only one with the column: what the first three rounds make of the row is computed
/// once for the group, which leaves 9 of 14 multiplications.
/// </para>
/// </remarks>
internal unsafe struct EntryWords
{
    /// <summary>Rows of a group.</summary>
    public const int GroupRows = 16;

    /// <summary>Words of one column of a group.</summary>
    public const int ColumnWords = 2 * GroupRows;

    private const int Blocks = GroupRows / 2;
    private const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57; // multipliers
    private const uint W0 = 0x9E3779B9, W1 = 0xBB67AE85; // Weyl constants

    private readonly uint _columnKey;
    private RowTerms _even, _odd;
    private RoundKeys _keys;

    /// <summary>Prepares a group.</summary>
    /// <param name="key">Key of the stream and upper half of its counters.</param>
    /// <param name="group">Which group: rows from 16 times this on.</param>
    public EntryWords(PhiloxKey key, uint group)
    {
        uint k0 = (uint)key.Key, k1 = (uint)(key.Key >> 32);
        for (uint i = 0; i < RoundKeys.Length; i++)
        {
            uint round = 3 + (i / 2);
            _keys[(int)i] = Broadcast(i % 2 == 0 ? k0 + (W0 * round) : k1 + (W1 * round));
        }

        // Round 1 on the upper half of the counter, which is the same everywhere.
        ulong upper = (ulong)M1 * (uint)key.Upper;
        _columnKey = (uint)(upper >> 32) ^ k0;
        uint x1 = (uint)upper, x3 = (uint)(key.Upper >> 32);
        Vector256<uint> first = Broadcast(group * Blocks);
        _even = new RowTerms(first + Vector256.Create(0ul, 2, 4, 6).AsUInt32(), x1, x3, k0, k1);
        _odd = new RowTerms(first + Vector256.Create(1ul, 3, 5, 7).AsUInt32(), x1, x3, k0, k1);
    }

    /// <summary>Writes, for each of a run of columns, word 0 of rows 0 … 7, word 1 of them, and the same of rows 8 … 15.</summary>
    /// <param name="column">The first column.</param>
    /// <param name="count">How many.</param>
    /// <param name="words">Room for <see cref="ColumnWords"/> for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Fill(uint column, int count, uint* words)
    {
        for (; count > 0; count--)
        {
            // Rounds 1 and 2 on the column.
            ulong product = (ulong)M0 * (_columnKey ^ column++);
            Vector256<uint> upper = Broadcast((uint)(product >> 32)), lower = Broadcast((uint)product);
            _even.Enter(upper, lower, out Vector256<uint> a0, out Vector256<uint> a1, out Vector256<uint> a2, out Vector256<uint> a3);
            _odd.Enter(upper, lower, out Vector256<uint> b0, out Vector256<uint> b1, out Vector256<uint> b2, out Vector256<uint> b3);
            Round(ref a0, ref a1, ref a2, ref a3, _keys[0], _keys[1]);
            Round(ref b0, ref b1, ref b2, ref b3, _keys[0], _keys[1]);
            Round(ref a0, ref a1, ref a2, ref a3, _keys[2], _keys[3]);
            Round(ref b0, ref b1, ref b2, ref b3, _keys[2], _keys[3]);
            Round(ref a0, ref a1, ref a2, ref a3, _keys[4], _keys[5]);
            Round(ref b0, ref b1, ref b2, ref b3, _keys[4], _keys[5]);
            Round(ref a0, ref a1, ref a2, ref a3, _keys[6], _keys[7]);
            Round(ref b0, ref b1, ref b2, ref b3, _keys[6], _keys[7]);
            Join(a0, b0).Store(words);
            Join(a1, b1).Store(words + 8);
            Join(a2, b2).Store(words + 16);
            Join(a3, b3).Store(words + 24);
            words += ColumnWords;
        }
    }

    /// <summary>The even and the odd blocks side by side; of each 64-bit lane the lower half counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Join(Vector256<uint> even, Vector256<uint> odd) =>
        WordLanes256.Blend(even, (odd.AsUInt64() << 32).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector256<uint> x0, ref Vector256<uint> x1, ref Vector256<uint> x2, ref Vector256<uint> x3,
        Vector256<uint> k0, Vector256<uint> k1)
    {
        Vector256<uint> first = WordLanes256.MultiplyLowHalves(x0, Broadcast(M0));
        Vector256<uint> second = WordLanes256.MultiplyLowHalves(x2, Broadcast(M1));
        x0 = x1 ^ k0 ^ Upper(second);
        x2 = x3 ^ k1 ^ Upper(first);
        x1 = second;
        x3 = first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Upper(Vector256<uint> product) => (product.AsUInt64() >>> 32).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Broadcast(uint word) => Vector256.Create((ulong)word).AsUInt32();

    /// <summary>What the first three rounds take from the row.</summary>
    private readonly struct RowTerms
    {
        private readonly Vector256<uint> _enter2, _enter0, _leave2, _leave3;

        public RowTerms(Vector256<uint> rows, uint x1, uint x3, uint k0, uint k1)
        {
            Vector256<uint> product = WordLanes256.MultiplyLowHalves(rows, Broadcast(M0));
            Vector256<uint> second = WordLanes256.MultiplyLowHalves(Upper(product) ^ Broadcast(x3 ^ k1), Broadcast(M1));
            Vector256<uint> third = WordLanes256.MultiplyLowHalves(Upper(second) ^ Broadcast(x1 ^ (k0 + W0)), Broadcast(M0));
            _enter2 = product ^ Broadcast(k1 + W1);
            _enter0 = second ^ Broadcast(unchecked(k0 + (2 * W0)));
            _leave2 = Upper(third) ^ Broadcast(unchecked(k1 + (2 * W1)));
            _leave3 = third;
        }

        /// <summary>The state after round 3, given both halves of the column's product in round 2.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Enter(
            Vector256<uint> upper, Vector256<uint> lower,
            out Vector256<uint> x0, out Vector256<uint> x1, out Vector256<uint> x2, out Vector256<uint> x3)
        {
            x1 = WordLanes256.MultiplyLowHalves(upper ^ _enter2, Broadcast(M1));
            x0 = Upper(x1) ^ _enter0;
            x2 = lower ^ _leave2;
            x3 = _leave3;
        }
    }

    /// <summary>Keys of rounds 4 to 7, in each lane.</summary>
    [InlineArray(Length)]
    private struct RoundKeys
    {
        public const int Length = 8;

        private Vector256<uint> _first;
    }
}
