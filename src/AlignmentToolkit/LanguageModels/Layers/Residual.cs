using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>What blocks have in common: the path around them, and borrowed memory seen as a matrix.</summary>
internal static unsafe class Residual
{
    /// <summary>Y ← Y + X.</summary>
    public static void Add(ReadOnlyMatrixSpan<float> x, MatrixSpan<float> y)
    {
        ColumnPieces pieces = ColumnPieces.Of(y.Rows, y.Columns);
        fixed (float* from = x.Values, to = y.Values)
            ParallelWork.For(pieces.Count, new Addition { X = from, Y = to, Rows = y.Rows, Pieces = pieces });
    }

    /// <summary>Borrowed memory as a matrix.</summary>
    public static MatrixSpan<float> AsMatrix(this Workspace.Loan<float> loan, int rows, int columns) =>
        new(new Span<float>(loan.Start, checked(rows * columns)), rows, columns);

    private struct Addition : IParallelBody
    {
        public float* X;
        public float* Y;
        public int Rows;
        public ColumnPieces Pieces;

        public readonly void Invoke(int index)
        {
            nint start = (nint)Pieces.First(index) * Rows;
            int count = (Pieces.End(index) - Pieces.First(index)) * Rows;
            Span<float> y = new(Y + start, count);
            System.Numerics.Tensors.TensorPrimitives.Add(y, new ReadOnlySpan<float>(X + start, count), y);
        }
    }
}
