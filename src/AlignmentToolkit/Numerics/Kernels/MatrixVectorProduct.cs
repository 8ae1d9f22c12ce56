using System.Numerics;
using System.Numerics.Tensors;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// A product with a single column, c = A b. Each number of A is used once, so there is nothing to pack: A streams through once, by
/// columns where they are contiguous and by rows where those are.
/// </summary>
internal unsafe struct MatrixVectorProduct<T, TEpilogue>(Product<T> product, T* b, T* c, TEpilogue epilogue) : IParallelBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IProductEpilogue<T>
{
    private const int RowsInPiece = 256;

    /// <summary>Multiplications below which a second thread costs more than it brings.</summary>
    private const long SerialWork = 64 * 1024;

    private TEpilogue _epilogue = epilogue;

    /// <summary>Computes a product that has one column.</summary>
    public static void Run(Product<T> product, TEpilogue epilogue)
    {
        int rows = product.Rows;
        using Workspace.Loan<T> column = Workspace.Borrow<T>(product.Depth);
        using Workspace.Loan<T> result = Workspace.Borrow<T>(rows);
        bool direct = product.C != null && product.CRow == 1;
        T* c = direct ? product.C : result.Start;
        for (int k = 0; k < product.Depth; k++) column.Start[k] = product.B[k * product.BRow];
        if (!direct && product.Accumulate)
        {
            for (int i = 0; i < rows; i++) c[i] = product.C[i * product.CRow];
        }

        MatrixVectorProduct<T, TEpilogue> body = new(product, column.Start, c, epilogue);
        int pieces = (rows + RowsInPiece - 1) / RowsInPiece;
        if ((long)rows * product.Depth >= SerialWork) ParallelWork.For(pieces, body);
        else for (int i = 0; i < pieces; i++) body.Invoke(i);

        if (direct || product.C == null) return;
        for (int i = 0; i < rows; i++) product.C[i * product.CRow] = c[i];
    }

    /// <summary>Computes one piece of c.</summary>
    public void Invoke(int index)
    {
        int row = index * RowsInPiece;
        Span<T> sums = new(c + row, Math.Min(RowsInPiece, product.Rows - row));
        T* a = product.A + (row * product.ARow);
        if (!product.Accumulate) sums.Clear();
        if (product.ARow == 1)
        {
            for (int k = 0; k < product.Depth; k++)
            {
                ReadOnlySpan<T> column = new(a + (k * product.AColumn), sums.Length);
                TensorPrimitives.MultiplyAddEstimate(column, b[k], sums, sums);
            }
        }
        else
        {
            ReadOnlySpan<T> vector = new(b, product.Depth);
            for (int i = 0; i < sums.Length; i++)
                sums[i] += TensorPrimitives.Dot(new ReadOnlySpan<T>(a + (i * product.ARow), product.Depth), vector);
        }

        if (typeof(TEpilogue) == typeof(NoEpilogue<T>)) return;
        if (!product.IsTransposed) _epilogue.Apply(sums, row, 0);
        else for (int i = 0; i < sums.Length; i++) _epilogue.Apply(sums.Slice(i, 1), 0, row + i);
    }
}
