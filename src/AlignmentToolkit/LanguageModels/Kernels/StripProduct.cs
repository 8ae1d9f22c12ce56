using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>
/// A small product C = A B that packs nothing: A and C have neighbouring rows, B is read number by number. For the products of attention,
/// which are many and small and lie in the first-level cache.
/// </summary>
/// <remarks>Sums run over k in ascending order with fused multiply-add, whatever the shape.</remarks>
internal static unsafe class StripProduct
{
    /// <summary>Columns of B and C a register tile covers.</summary>
    public const int TileColumns = 6;

    private static int Lanes => Vector<float>.Count;

    /// <summary>C ← A B or C + A B, with at most <see cref="TileColumns"/> columns.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="a">A; element (i, k) at <c>a[i + k · aColumn]</c>.</param>
    /// <param name="aColumn">Distance between columns of A.</param>
    /// <param name="b">B; element (k, j) at <c>b[k · bRow + j · bColumn]</c>.</param>
    /// <param name="bRow">Distance between rows of B.</param>
    /// <param name="bColumn">Distance between columns of B.</param>
    /// <param name="c">C; element (i, j) at <c>c[i + j · cColumn]</c>.</param>
    /// <param name="cColumn">Distance between columns of C.</param>
    /// <param name="accumulate">Whether C is added to.</param>
    public static void Run(
        int rows,
        int columns,
        int depth,
        float* a,
        nint aColumn,
        float* b,
        nint bRow,
        nint bColumn,
        float* c,
        nint cColumn,
        bool accumulate)
    {
        int row = 0;
        if (columns == TileColumns)
        {
            for (; row <= rows - (2 * Lanes); row += 2 * Lanes)
                Tile2x6(depth, a + row, aColumn, b, bRow, bColumn, c + row, cColumn, accumulate);
            for (; row <= rows - Lanes; row += Lanes) Tile1x6(depth, a + row, aColumn, b, bRow, bColumn, c + row, cColumn, accumulate);
        }
        else
        {
            for (; row <= rows - (4 * Lanes); row += 4 * Lanes)
                for (int j = 0; j < columns; j++)
                    Tile4x1(depth, a + row, aColumn, b + (j * bColumn), bRow, c + row + (j * cColumn), accumulate);
            for (; row <= rows - Lanes; row += Lanes)
                for (int j = 0; j < columns; j++)
                    Tile1x1(depth, a + row, aColumn, b + (j * bColumn), bRow, c + row + (j * cColumn), accumulate);
        }

        for (; row < rows; row++)
        {
            for (int j = 0; j < columns; j++)
            {
                float sum = 0;
                for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(a[row + (k * aColumn)], b[(k * bRow) + (j * bColumn)], sum);
                c[row + (j * cColumn)] = accumulate ? c[row + (j * cColumn)] + sum : sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2x6(
        int depth, float* a, nint aColumn, float* b, nint bRow, nint bColumn, float* c, nint cColumn, bool accumulate)
    {
        Vector<float> t0 = default, u0 = default, t1 = default, u1 = default, t2 = default, u2 = default;
        Vector<float> t3 = default, u3 = default, t4 = default, u4 = default, t5 = default, u5 = default;
        float* b3 = b + (3 * bColumn);
        nint twice = 2 * bColumn;
        for (; depth > 0; depth--)
        {
            Vector<float> a0 = Vector.Load(a), a1 = Vector.Load(a + Lanes);
            Vector<float> x = new(b[0]);
            (t0, u0) = (Vector.FusedMultiplyAdd(a0, x, t0), Vector.FusedMultiplyAdd(a1, x, u0));
            x = new(b[bColumn]);
            (t1, u1) = (Vector.FusedMultiplyAdd(a0, x, t1), Vector.FusedMultiplyAdd(a1, x, u1));
            x = new(b[twice]);
            (t2, u2) = (Vector.FusedMultiplyAdd(a0, x, t2), Vector.FusedMultiplyAdd(a1, x, u2));
            x = new(b3[0]);
            (t3, u3) = (Vector.FusedMultiplyAdd(a0, x, t3), Vector.FusedMultiplyAdd(a1, x, u3));
            x = new(b3[bColumn]);
            (t4, u4) = (Vector.FusedMultiplyAdd(a0, x, t4), Vector.FusedMultiplyAdd(a1, x, u4));
            x = new(b3[twice]);
            (t5, u5) = (Vector.FusedMultiplyAdd(a0, x, t5), Vector.FusedMultiplyAdd(a1, x, u5));
            a += aColumn;
            b += bRow;
            b3 += bRow;
        }

        Store(t0, u0, c, accumulate);
        Store(t1, u1, c + cColumn, accumulate);
        Store(t2, u2, c + (2 * cColumn), accumulate);
        Store(t3, u3, c + (3 * cColumn), accumulate);
        Store(t4, u4, c + (4 * cColumn), accumulate);
        Store(t5, u5, c + (5 * cColumn), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x6(
        int depth, float* a, nint aColumn, float* b, nint bRow, nint bColumn, float* c, nint cColumn, bool accumulate)
    {
        Vector<float> t0 = default, t1 = default, t2 = default, t3 = default, t4 = default, t5 = default;
        for (; depth > 0; depth--)
        {
            Vector<float> x = Vector.Load(a);
            float* next = b;
            t0 = Vector.FusedMultiplyAdd(x, new Vector<float>(*next), t0);
            t1 = Vector.FusedMultiplyAdd(x, new Vector<float>(*(next += bColumn)), t1);
            t2 = Vector.FusedMultiplyAdd(x, new Vector<float>(*(next += bColumn)), t2);
            t3 = Vector.FusedMultiplyAdd(x, new Vector<float>(*(next += bColumn)), t3);
            t4 = Vector.FusedMultiplyAdd(x, new Vector<float>(*(next += bColumn)), t4);
            t5 = Vector.FusedMultiplyAdd(x, new Vector<float>(*(next += bColumn)), t5);
            a += aColumn;
            b += bRow;
        }

        Store(t0, c, accumulate);
        Store(t1, c + cColumn, accumulate);
        Store(t2, c + (2 * cColumn), accumulate);
        Store(t3, c + (3 * cColumn), accumulate);
        Store(t4, c + (4 * cColumn), accumulate);
        Store(t5, c + (5 * cColumn), accumulate);
    }

    private static void Tile4x1(int depth, float* a, nint aColumn, float* b, nint bRow, float* c, bool accumulate)
    {
        Vector<float> t = default, u = default, v = default, w = default;
        for (; depth > 0; depth--)
        {
            Vector<float> x = new(*b);
            t = Vector.FusedMultiplyAdd(Vector.Load(a), x, t);
            u = Vector.FusedMultiplyAdd(Vector.Load(a + Lanes), x, u);
            v = Vector.FusedMultiplyAdd(Vector.Load(a + (2 * Lanes)), x, v);
            w = Vector.FusedMultiplyAdd(Vector.Load(a + (3 * Lanes)), x, w);
            a += aColumn;
            b += bRow;
        }

        Store(t, u, c, accumulate);
        Store(v, w, c + (2 * Lanes), accumulate);
    }

    private static void Tile1x1(int depth, float* a, nint aColumn, float* b, nint bRow, float* c, bool accumulate)
    {
        Vector<float> t = default;
        for (int k = 0; k < depth; k++)
            t = Vector.FusedMultiplyAdd(Vector.Load(a + (k * aColumn)), new Vector<float>(b[k * bRow]), t);
        Store(t, c, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<float> t, float* c, bool accumulate)
    {
        if (accumulate) t += Vector.Load(c);
        t.Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<float> t, Vector<float> u, float* c, bool accumulate)
    {
        Store(t, c, accumulate);
        Store(u, c + Lanes, accumulate);
    }
}
