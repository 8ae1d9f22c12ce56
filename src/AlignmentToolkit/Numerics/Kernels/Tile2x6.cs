using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// A tile two registers high and six columns wide: 12 sums, two loads and one broadcast fit the 16 registers of AVX2 and SSE,
/// and 12 multiply-adds cover the 8 reads they need.
/// </summary>
internal readonly unsafe struct Tile2x6<TLanes, TVector, T> : ITileKernel<T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    public static int Rows => 2 * TLanes.Count;

    public static int Columns => 6;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint depth, T* a, T* b, T* c, nint stride, bool accumulate)
    {
        // The sums take longer than a fetch from the last-level cache, so the tile is there when they are done.
        for (int j = 0; j < Columns; j++) CacheHint.Fetch(c + (j * stride), Rows);

        // One local a register: t and u are the two parts of a column of the tile.
        TVector t0 = default, u0 = default;
        TVector t1 = default, u1 = default;
        TVector t2 = default, u2 = default;
        TVector t3 = default, u3 = default;
        TVector t4 = default, u4 = default;
        TVector t5 = default, u5 = default;

        for (; depth > 0; depth--)
        {
            TVector a0 = TLanes.Load(a);
            TVector a1 = TLanes.Load(a + TLanes.Count);
            TVector x = TLanes.Broadcast(b[0]);
            t0 = TLanes.MultiplyAdd(a0, x, t0);
            u0 = TLanes.MultiplyAdd(a1, x, u0);
            x = TLanes.Broadcast(b[1]);
            t1 = TLanes.MultiplyAdd(a0, x, t1);
            u1 = TLanes.MultiplyAdd(a1, x, u1);
            x = TLanes.Broadcast(b[2]);
            t2 = TLanes.MultiplyAdd(a0, x, t2);
            u2 = TLanes.MultiplyAdd(a1, x, u2);
            x = TLanes.Broadcast(b[3]);
            t3 = TLanes.MultiplyAdd(a0, x, t3);
            u3 = TLanes.MultiplyAdd(a1, x, u3);
            x = TLanes.Broadcast(b[4]);
            t4 = TLanes.MultiplyAdd(a0, x, t4);
            u4 = TLanes.MultiplyAdd(a1, x, u4);
            x = TLanes.Broadcast(b[5]);
            t5 = TLanes.MultiplyAdd(a0, x, t5);
            u5 = TLanes.MultiplyAdd(a1, x, u5);
            a += 2 * TLanes.Count;
            b += 6;
        }

        StoreColumn(c, t0, u0, accumulate);
        StoreColumn(c + stride, t1, u1, accumulate);
        StoreColumn(c + (2 * stride), t2, u2, accumulate);
        StoreColumn(c + (3 * stride), t3, u3, accumulate);
        StoreColumn(c + (4 * stride), t4, u4, accumulate);
        StoreColumn(c + (5 * stride), t5, u5, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunInPlace(nint depth, T* a, T* b, nint bStride, int columns, T* c, nint stride, bool accumulate)
    {
        for (int j = 0; j < Columns; j++) CacheHint.Fetch(c + (j * stride), Rows);

        int last = columns - 1;
        T* b1 = b + (Math.Min(1, last) * bStride), b2 = b + (Math.Min(2, last) * bStride), b3 = b + (Math.Min(3, last) * bStride);
        T* b4 = b + (Math.Min(4, last) * bStride), b5 = b + (Math.Min(5, last) * bStride);
        TVector t0 = default, u0 = default;
        TVector t1 = default, u1 = default;
        TVector t2 = default, u2 = default;
        TVector t3 = default, u3 = default;
        TVector t4 = default, u4 = default;
        TVector t5 = default, u5 = default;

        for (nint k = 0; k < depth; k++)
        {
            TVector a0 = TLanes.Load(a);
            TVector a1 = TLanes.Load(a + TLanes.Count);
            TVector x = TLanes.Broadcast(b[k]);
            t0 = TLanes.MultiplyAdd(a0, x, t0);
            u0 = TLanes.MultiplyAdd(a1, x, u0);
            x = TLanes.Broadcast(b1[k]);
            t1 = TLanes.MultiplyAdd(a0, x, t1);
            u1 = TLanes.MultiplyAdd(a1, x, u1);
            x = TLanes.Broadcast(b2[k]);
            t2 = TLanes.MultiplyAdd(a0, x, t2);
            u2 = TLanes.MultiplyAdd(a1, x, u2);
            x = TLanes.Broadcast(b3[k]);
            t3 = TLanes.MultiplyAdd(a0, x, t3);
            u3 = TLanes.MultiplyAdd(a1, x, u3);
            x = TLanes.Broadcast(b4[k]);
            t4 = TLanes.MultiplyAdd(a0, x, t4);
            u4 = TLanes.MultiplyAdd(a1, x, u4);
            x = TLanes.Broadcast(b5[k]);
            t5 = TLanes.MultiplyAdd(a0, x, t5);
            u5 = TLanes.MultiplyAdd(a1, x, u5);
            a += 2 * TLanes.Count;
        }

        StoreColumn(c, t0, u0, accumulate);
        StoreColumn(c + stride, t1, u1, accumulate);
        StoreColumn(c + (2 * stride), t2, u2, accumulate);
        StoreColumn(c + (3 * stride), t3, u3, accumulate);
        StoreColumn(c + (4 * stride), t4, u4, accumulate);
        StoreColumn(c + (5 * stride), t5, u5, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumn(T* c, TVector t, TVector u, bool accumulate)
    {
        if (accumulate)
        {
            t = TLanes.Add(t, TLanes.Load(c));
            u = TLanes.Add(u, TLanes.Load(c + TLanes.Count));
        }

        TLanes.Store(t, c);
        TLanes.Store(u, c + TLanes.Count);
    }
}
