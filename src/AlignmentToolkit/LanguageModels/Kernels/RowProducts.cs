using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Products of the rows of a weight with a few columns: every weight is fetched from memory once.</summary>
internal unsafe struct RowProducts : IParallelBody
{
    /// <summary>Weights in a piece of work.</summary>
    private const int PieceSize = 64 * 1024;

    /// <summary>Numbers in a row up to which eight rows take a quarter of a first-level cache of 32 KiB.</summary>
    private const int LongestShortRow = 256;

    public WeightMatrix Weights;

    /// <summary>Columns one behind the other; for bfloat16 weights in the order of <see cref="BFloat16Rows.SortInput"/>.</summary>
    public float* X;

    public float* Y;
    public nint YStride;

    /// <summary>Number of columns.</summary>
    public int Count;

    public readonly int Pieces => (Weights.Rows + RowsInPiece - 1) / RowsInPiece;

    private readonly int RowsInPiece => Math.Max(8, PieceSize / Weights.Columns / 8 * 8);

    public readonly void Invoke(int index) => Compute(index * RowsInPiece, Math.Min(Weights.Rows, (index + 1) * RowsInPiece));

    /// <summary>Rows <paramref name="row"/> … <paramref name="end"/> − 1.</summary>
    public readonly void Compute(int row, int end)
    {
        int columns = Weights.Columns;
        if (Weights.IsBFloat16)
        {
            for (; row < end; row++)
            {
                ushort* weights = (ushort*)Weights.Row(row);
                int j = 0;
                for (; j < Count - 1; j += 2)
                {
                    float* x = X + ((nint)j * columns);
                    (Y[row + (j * YStride)], Y[row + ((j + 1) * YStride)]) = BFloat16Rows.DotTwo(weights, x, x + columns, columns);
                }

                if (j < Count) Y[row + (j * YStride)] = BFloat16Rows.Dot(weights, X + ((nint)j * columns), columns);
            }

            return;
        }

        float* start = (float*)Weights.Address;
        for (; row <= end - 8; row += 8)
        {
            for (int j = 0; j < Count; j++)
            {
                float* x = X + ((nint)j * columns), y = Y + row + (j * YStride);
                EightRows(start + ((nint)row * columns), columns, x, y);
            }
        }

        for (; row < end; row++)
        {
            float* weights = start + ((nint)row * columns);
            for (int j = 0; j < Count; j++) Y[row + (j * YStride)] = OneRow(weights, columns, X + ((nint)j * columns));
        }
    }

    // Eight sums side by side hide the time of a multiply-add. Short rows end before the processor has seen where they lead, so the next
    // eight are asked for; long ones it fetches ahead by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightRows(float* w, int columns, float* x, float* y)
    {
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        nint stride = columns, whole = columns & -Vector<float>.Count, i = 0;

        // A pointer for each row: addresses are then a base and an index.
        float* w1 = w + stride, w2 = w1 + stride, w3 = w2 + stride, w4 = w3 + stride, w5 = w4 + stride, w6 = w5 + stride, w7 = w6 + stride;
        bool isShort = columns <= LongestShortRow;
        for (; i < whole; i += Vector<float>.Count)
        {
            if (isShort) CacheHint.FetchLines(w + (8 * (stride + i)), 8 * Vector<float>.Count);
            Vector<float> input = Vector.Load(x + i);
            s0 = Vector.FusedMultiplyAdd(Vector.Load(w + i), input, s0);
            s1 = Vector.FusedMultiplyAdd(Vector.Load(w1 + i), input, s1);
            s2 = Vector.FusedMultiplyAdd(Vector.Load(w2 + i), input, s2);
            s3 = Vector.FusedMultiplyAdd(Vector.Load(w3 + i), input, s3);
            s4 = Vector.FusedMultiplyAdd(Vector.Load(w4 + i), input, s4);
            s5 = Vector.FusedMultiplyAdd(Vector.Load(w5 + i), input, s5);
            s6 = Vector.FusedMultiplyAdd(Vector.Load(w6 + i), input, s6);
            s7 = Vector.FusedMultiplyAdd(Vector.Load(w7 + i), input, s7);
        }

        Sums(s0, s1, s2, s3, y);
        Sums(s4, s5, s6, s7, y + 4);
        for (; i < columns; i++)
            for (int k = 0; k < 8; k++) y[k] = MathF.FusedMultiplyAdd(w[(k * stride) + i], x[i], y[k]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sums(Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d, float* y)
    {
        if (Avx.IsSupported && Vector<float>.Count == 8)
        {
            Vector256<float> pairs = Avx.HorizontalAdd(
                Avx.HorizontalAdd(a.AsVector256(), b.AsVector256()), Avx.HorizontalAdd(c.AsVector256(), d.AsVector256()));
            (pairs.GetLower() + pairs.GetUpper()).Store(y);
            return;
        }

        (y[0], y[1], y[2], y[3]) = (Vector.Sum(a), Vector.Sum(b), Vector.Sum(c), Vector.Sum(d));
    }

    private static float OneRow(float* w, int columns, float* x)
    {
        Vector<float> sums = default;
        int i = 0;
        for (; i <= columns - Vector<float>.Count; i += Vector<float>.Count)
            sums = Vector.FusedMultiplyAdd(Vector.Load(w + i), Vector.Load(x + i), sums);
        float sum = Vector.Sum(sums);
        for (; i < columns; i++) sum = MathF.FusedMultiplyAdd(w[i], x[i], sum);
        return sum;
    }
}
