using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Sums over tokens: gradients of what all tokens share.</summary>
internal static unsafe class RowSums
{
    /// <summary>s ← s + X 1, in an order that does not depend on the number of threads.</summary>
    public static void AddTo(ReadOnlyMatrixSpan<float> x, Span<float> sums)
    {
        ColumnPieces pieces = ColumnPieces.Of(x.Rows, x.Columns);
        using Workspace.Loan<float> parts = Workspace.Borrow<float>((nint)pieces.Count * x.Rows);
        fixed (float* values = x.Values)
        {
            ParallelWork.For(
                pieces.Count, new Body { X = values, Rows = x.Rows, Stride = x.ColumnStride, Pieces = pieces, Parts = parts.Start });
        }

        AddParts(parts.Start, pieces.Count, sums);
    }

    /// <summary>Adds rows of partial sums that lie one after the other.</summary>
    public static void AddParts(float* parts, int count, Span<float> sums)
    {
        for (int piece = 0; piece < count; piece++)
            TensorPrimitives.Add(sums, new ReadOnlySpan<float>(parts + ((nint)piece * sums.Length), sums.Length), sums);
    }

    private struct Body : IParallelBody
    {
        public float* X;
        public int Rows;
        public nint Stride;
        public ColumnPieces Pieces;
        public float* Parts;

        public readonly void Invoke(int index)
        {
            Span<float> part = new(Parts + ((nint)index * Rows), Rows);
            part.Clear();
            for (int column = Pieces.First(index); column < Pieces.End(index); column++)
                TensorPrimitives.Add(part, new ReadOnlySpan<float>(X + (column * Stride), Rows), part);
        }
    }
}
