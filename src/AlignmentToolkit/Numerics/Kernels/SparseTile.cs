using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>Eight registers of consecutive numbers, and what is done with them for each nonzero of a list.</summary>
internal static unsafe class SparseTile<TLanes, TVector>
    where TLanes : struct, ILanes<TVector, float>
    where TVector : struct
{
    /// <summary>Columns of C, eight registers high, that fit a first-level cache beside what is read.</summary>
    public const int MostColumns = 64;

    /// <summary>Columns of A, eight registers high, that fit a first-level cache beside what is written.</summary>
    public const int LongestDepth = 96;

    /// <summary>Numbers in the eight registers.</summary>
    public static int Rows => 8 * TLanes.Count;

    /// <summary>For each nonzero x: the column of the tile at its offset grows by a·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(float* a, NonzeroLists.Entry* entry, NonzeroLists.Entry* end, float* tile)
    {
        TVector a0 = TLanes.Load(a), a1 = TLanes.Load(a + TLanes.Count);
        TVector a2 = TLanes.Load(a + (2 * TLanes.Count)), a3 = TLanes.Load(a + (3 * TLanes.Count));
        TVector a4 = TLanes.Load(a + (4 * TLanes.Count)), a5 = TLanes.Load(a + (5 * TLanes.Count));
        TVector a6 = TLanes.Load(a + (6 * TLanes.Count)), a7 = TLanes.Load(a + (7 * TLanes.Count));
        for (; entry < end; entry++)
        {
            TVector x = TLanes.Broadcast(entry->Value);
            float* c = tile + entry->Offset;
            Grow(c, a0, x);
            Grow(c + TLanes.Count, a1, x);
            Grow(c + (2 * TLanes.Count), a2, x);
            Grow(c + (3 * TLanes.Count), a3, x);
            Grow(c + (4 * TLanes.Count), a4, x);
            Grow(c + (5 * TLanes.Count), a5, x);
            Grow(c + (6 * TLanes.Count), a6, x);
            Grow(c + (7 * TLanes.Count), a7, x);
        }
    }

    /// <summary>c ← Σ a·x over the nonzeros x, with a the column of the tile at its offset; or c ← c + that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(float* tile, NonzeroLists.Entry* entry, NonzeroLists.Entry* end, float* c, bool accumulate)
    {
        TVector t0 = default, t1 = default, t2 = default, t3 = default, t4 = default, t5 = default, t6 = default, t7 = default;
        for (; entry < end; entry++)
        {
            TVector x = TLanes.Broadcast(entry->Value);
            float* a = tile + entry->Offset;
            t0 = TLanes.MultiplyAdd(TLanes.Load(a), x, t0);
            t1 = TLanes.MultiplyAdd(TLanes.Load(a + TLanes.Count), x, t1);
            t2 = TLanes.MultiplyAdd(TLanes.Load(a + (2 * TLanes.Count)), x, t2);
            t3 = TLanes.MultiplyAdd(TLanes.Load(a + (3 * TLanes.Count)), x, t3);
            t4 = TLanes.MultiplyAdd(TLanes.Load(a + (4 * TLanes.Count)), x, t4);
            t5 = TLanes.MultiplyAdd(TLanes.Load(a + (5 * TLanes.Count)), x, t5);
            t6 = TLanes.MultiplyAdd(TLanes.Load(a + (6 * TLanes.Count)), x, t6);
            t7 = TLanes.MultiplyAdd(TLanes.Load(a + (7 * TLanes.Count)), x, t7);
        }

        Put(c, t0, accumulate);
        Put(c + TLanes.Count, t1, accumulate);
        Put(c + (2 * TLanes.Count), t2, accumulate);
        Put(c + (3 * TLanes.Count), t3, accumulate);
        Put(c + (4 * TLanes.Count), t4, accumulate);
        Put(c + (5 * TLanes.Count), t5, accumulate);
        Put(c + (6 * TLanes.Count), t6, accumulate);
        Put(c + (7 * TLanes.Count), t7, accumulate);
    }

    /// <summary>Copies a column of the tile, or adds it.</summary>
    public static void Put(float* tile, float* c, bool accumulate)
    {
        for (int i = 0; i < Rows; i += TLanes.Count) Put(c + i, TLanes.Load(tile + i), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Grow(float* c, TVector a, TVector x) => TLanes.Store(TLanes.MultiplyAdd(a, x, TLanes.Load(c)), c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, TVector value, bool accumulate) =>
        TLanes.Store(accumulate ? TLanes.Add(value, TLanes.Load(c)) : value, c);
}
