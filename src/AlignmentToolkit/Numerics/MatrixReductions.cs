using System.Numerics;
using System.Numerics.Tensors;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

/// <summary>One number for each row or each column of a dense matrix, written into memory the caller owns.</summary>
/// <remarks>
/// Errors, for all of them: an <see cref="ArgumentException"/> when the destination has another length or the matrix is not dense.
/// </remarks>
public static class MatrixReductions
{
    /// <summary>sᵢ ← Σⱼ aᵢⱼ; for errors δ of a mini-batch this is the gradient of the bias.</summary>
    /// <param name="a">A, m × n.</param>
    /// <param name="sums">s, of length m.</param>
    public static void RowSumsInto<T>(this Matrix<T> a, Span<T> sums)
        where T : unmanaged, INumber<T>
    {
        MatrixSpan<T> source = a.AsSpan();
        MatrixShape.CheckLength(sums.Length, source.Rows, "row", nameof(sums));
        sums.Clear();
        for (int j = 0; j < source.Columns; j++) TensorPrimitives.Add(sums, source.Column(j), sums);
    }

    /// <summary>sⱼ ← Σᵢ aᵢⱼ.</summary>
    /// <param name="a">A, m × n.</param>
    /// <param name="sums">s, of length n.</param>
    public static void ColumnSumsInto<T>(this Matrix<T> a, Span<T> sums)
        where T : unmanaged, INumber<T>
    {
        MatrixSpan<T> source = a.AsSpan();
        MatrixShape.CheckLength(sums.Length, source.Columns, "column", nameof(sums));
        for (int j = 0; j < sums.Length; j++) sums[j] = TensorPrimitives.Sum<T>(source.Column(j));
    }

    /// <summary>rᵢ ← (Σⱼ aᵢⱼ²)^½.</summary>
    /// <param name="a">A, m × n.</param>
    /// <param name="norms">r, of length m.</param>
    public static void RowNormsInto<T>(this Matrix<T> a, Span<T> norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixSpan<T> source = a.AsSpan();
        MatrixShape.CheckLength(norms.Length, source.Rows, "row", nameof(norms));
        norms.Clear();
        for (int j = 0; j < source.Columns; j++)
        {
            ReadOnlySpan<T> column = source.Column(j);
            TensorPrimitives.MultiplyAdd(column, column, norms, norms);
        }

        TensorPrimitives.Sqrt(norms, norms);
    }

    /// <summary>cⱼ ← (Σᵢ aᵢⱼ²)^½.</summary>
    /// <param name="a">A, m × n.</param>
    /// <param name="norms">c, of length n.</param>
    public static void ColumnNormsInto<T>(this Matrix<T> a, Span<T> norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixSpan<T> source = a.AsSpan();
        MatrixShape.CheckLength(norms.Length, source.Columns, "column", nameof(norms));
        for (int j = 0; j < norms.Length; j++) norms[j] = TensorPrimitives.Norm<T>(source.Column(j));
    }

    /// <summary>
    /// The row of the largest number of each column: the class a classifier chooses. The first of equals; the first NaN where there is one.
    /// </summary>
    /// <param name="a">A, m × n with m ≥ 1.</param>
    /// <param name="rows">Row indices, of length n.</param>
    public static void ArgMaxOfColumnsInto<T>(this Matrix<T> a, Span<int> rows)
        where T : unmanaged, INumber<T>
    {
        MatrixSpan<T> source = a.AsSpan();
        MatrixShape.CheckLength(rows.Length, source.Columns, "column", nameof(rows));
        for (int j = 0; j < rows.Length; j++) rows[j] = TensorPrimitives.IndexOfMax<T>(source.Column(j));
    }
}
