using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Philox4x32-10: a bijection of 128-bit counters, one for each 64-bit key, whose outputs pass as random.</summary>
/// <remarks>
/// One round maps (x₀, x₁, x₂, x₃) with round key (k₀, k₁) to (hi(M₁x₂) ⊕ x₁ ⊕ k₀, lo(M₁x₂), hi(M₀x₀) ⊕ x₃ ⊕ k₁, lo(M₀x₀)); the key
/// grows by (W₀, W₁) between rounds. [Salmon 2011, section 3.3]
/// </remarks>
internal static class Philox
{
    /// <summary>Words in one block.</summary>
    public const int BlockWords = 4;

    /// <summary>Blocks that a fill writes at least: what the widest register path makes in one go.</summary>
    public const int PaneBlocks = 16;

    /// <summary>Words in one pane; a fill's length is a multiple of it.</summary>
    public const int PaneWords = PaneBlocks * BlockWords;

    private const int Rounds = 10;
    private const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57; // multipliers
    private const uint W0 = 0x9E3779B9, W1 = 0xBB67AE85; // Weyl constants: golden ratio and √3 − 1

    /// <summary>Fills with the blocks of consecutive counters on the widest registers of this processor.</summary>
    /// <param name="destination">A multiple of <see cref="PaneWords"/> words.</param>
    /// <param name="key">Which bijection, and the upper half of the counters.</param>
    /// <param name="firstBlock">Lower half of the first counter.</param>
    public static void Fill(Span<uint> destination, PhiloxKey key, ulong firstBlock)
    {
        if (Vector512.IsHardwareAccelerated) Fill<WordLanes512, Vector512<uint>>(destination, key, firstBlock);
        else if (Vector256.IsHardwareAccelerated) Fill<WordLanes256, Vector256<uint>>(destination, key, firstBlock);
        else Fill<WordLanes128, Vector128<uint>>(destination, key, firstBlock);
    }

    /// <summary>The same on a chosen register width.</summary>
    public static void Fill<TLanes, TVector>(Span<uint> destination, PhiloxKey key, ulong firstBlock)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        RoundKeys<TVector> keys = default;
        for (int round = 0; round < Rounds; round++)
        {
            keys[2 * round] = TLanes.Broadcast((ulong)((uint)key.Key + ((uint)round * W0)));
            keys[(2 * round) + 1] = TLanes.Broadcast((ulong)((uint)(key.Key >> 32) + ((uint)round * W1)));
        }

        ref uint start = ref MemoryMarshal.GetReference(destination);
        int step = BlockWords * TLanes.Count;
        for (int i = 0; i < destination.Length; i += step)
        {
            FourRegisters<TLanes, TVector>(ref Unsafe.Add(ref start, i), in keys, key.Upper, firstBlock);
            firstBlock += (ulong)TLanes.Count;
        }
    }

    /// <summary>
    /// As many blocks as a register has words. The state is held in 64-bit lanes, of which only the lower halves mean anything until
    /// the end.
    /// </summary>
    /// <remarks>The rounds are written out: in a loop the words that a round only renames would be moved between registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRegisters<TLanes, TVector>(
        ref uint destination, ref readonly RoundKeys<TVector> keys, ulong upper, ulong firstBlock)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector a0 = TLanes.Add<ulong>(TLanes.BlockOffsets, TLanes.Broadcast(firstBlock));
        TVector b0 = TLanes.Add<ulong>(a0, TLanes.Broadcast(TLanes.SecondOffset));
        TVector a1 = TLanes.ShiftRight<ulong>(a0, 32), b1 = TLanes.ShiftRight<ulong>(b0, 32);
        TVector a2 = TLanes.Broadcast(upper), a3 = TLanes.ShiftRight<ulong>(a2, 32), b2 = a2, b3 = a3;
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[0], keys[1]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[0], keys[1]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[2], keys[3]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[2], keys[3]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[4], keys[5]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[4], keys[5]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[6], keys[7]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[6], keys[7]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[8], keys[9]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[8], keys[9]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[10], keys[11]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[10], keys[11]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[12], keys[13]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[12], keys[13]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[14], keys[15]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[14], keys[15]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[16], keys[17]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[16], keys[17]);
        Round<TLanes, TVector>(ref a0, ref a1, ref a2, ref a3, keys[18], keys[19]);
        Round<TLanes, TVector>(ref b0, ref b1, ref b2, ref b3, keys[18], keys[19]);

        TVector x0 = TLanes.Blend(a0, TLanes.ShiftLeft<ulong>(b0, 32)), x1 = TLanes.Blend(a1, TLanes.ShiftLeft<ulong>(b1, 32));
        TVector x2 = TLanes.Blend(a2, TLanes.ShiftLeft<ulong>(b2, 32)), x3 = TLanes.Blend(a3, TLanes.ShiftLeft<ulong>(b3, 32));
        StoreTransposed<TLanes, TVector>(ref destination, x0, x1, x2, x3);
    }

    /// <summary>One round; its key enters by the side, since the way from product to product is what the processor waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<TLanes, TVector>(ref TVector x0, ref TVector x1, ref TVector x2, ref TVector x3, TVector k0, TVector k1)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector first = TLanes.MultiplyLowHalves(x0, TLanes.Broadcast((ulong)M0));
        TVector second = TLanes.MultiplyLowHalves(x2, TLanes.Broadcast((ulong)M1));
        x0 = TLanes.Xor(TLanes.Xor(x1, k0), TLanes.ShiftRight<ulong>(second, 32));
        x2 = TLanes.Xor(TLanes.Xor(x3, k1), TLanes.ShiftRight<ulong>(first, 32));
        x1 = second;
        x3 = first;
    }

    /// <summary>Writes word 0, 1, 2, 3 of each block side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTransposed<TLanes, TVector>(ref uint destination, TVector x0, TVector x1, TVector x2, TVector x3)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector lower01 = TLanes.UnpackLow<uint>(x0, x1), lower23 = TLanes.UnpackLow<uint>(x2, x3);
        TVector upper01 = TLanes.UnpackHigh<uint>(x0, x1), upper23 = TLanes.UnpackHigh<uint>(x2, x3);
        TLanes.Store(TLanes.UnpackLow<ulong>(lower01, lower23), ref destination, 0);
        TLanes.Store(TLanes.UnpackHigh<ulong>(lower01, lower23), ref destination, TLanes.Count);
        TLanes.Store(TLanes.UnpackLow<ulong>(upper01, upper23), ref destination, 2 * TLanes.Count);
        TLanes.Store(TLanes.UnpackHigh<ulong>(upper01, upper23), ref destination, 3 * TLanes.Count);
    }

    /// <summary>The keys of all rounds, in each lane: k₀ and k₁ of the first, of the second, and so on.</summary>
    [InlineArray(2 * Rounds)]
    private struct RoundKeys<TVector>
        where TVector : struct
    {
        private TVector _first;
    }
}
