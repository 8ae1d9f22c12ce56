using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

/// <summary>
/// A matrix inside memory that somebody else owns, for reading: column-major with any distance between columns, or the transpose of such.
/// </summary>
/// <remarks>
/// Element (i, j) is <c>values[i · RowStride + j · ColumnStride]</c>, and one of the strides is 1. To <see cref="Matrix{T}"/> this is what
/// <see cref="ReadOnlySpan{T}"/> is to an array.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct ReadOnlyMatrixSpan<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> _values;

    /// <summary>A column-major matrix over <paramref name="values"/>.</summary>
    /// <param name="values">The numbers, the first column first.</param>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <param name="leadingDimension">Distance between the starts of two columns, at least <paramref name="rows"/>; left out, columns
    /// follow each other.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or <paramref name="leadingDimension"/> is less than
    /// <paramref name="rows"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> is too short.</exception>
    public ReadOnlyMatrixSpan(ReadOnlySpan<T> values, int rows, int columns, int? leadingDimension = null)
    {
        int stride = MatrixShape.Check(values.Length, rows, columns, leadingDimension, nameof(values));
        this = new ReadOnlyMatrixSpan<T>(values, rows, columns, 1, stride);
    }

    private ReadOnlyMatrixSpan(ReadOnlySpan<T> values, int rows, int columns, int rowStride, int columnStride)
    {
        _values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance in memory between (i, j) and (i + 1, j).</summary>
    public int RowStride { get; }

    /// <summary>Distance in memory between (i, j) and (i, j + 1).</summary>
    public int ColumnStride { get; }

    /// <summary>The memory, from element (0, 0) on.</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>Element (<paramref name="row"/>, <paramref name="column"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T this[int row, int column]
    {
        get
        {
            MatrixShape.CheckElement(row, column, Rows, Columns);
            return _values[(row * RowStride) + (column * ColumnStride)];
        }
    }

    /// <summary>The same numbers read as the transpose; nothing moves.</summary>
    public ReadOnlyMatrixSpan<T> Transpose() => new(_values, Columns, Rows, ColumnStride, RowStride);

    /// <summary>
    /// The block of <paramref name="rows"/> × <paramref name="columns"/> whose first element is (<paramref name="row"/>,
    /// <paramref name="column"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The block is not inside the matrix.</exception>
    public ReadOnlyMatrixSpan<T> Slice(int row, int column, int rows, int columns)
    {
        MatrixShape.CheckBlock(row, column, rows, columns, Rows, Columns);
        int start = rows == 0 || columns == 0 ? 0 : (row * RowStride) + (column * ColumnStride);
        return new ReadOnlyMatrixSpan<T>(_values[start..], rows, columns, RowStride, ColumnStride);
    }

    /// <summary>What may be written may be read.</summary>
    public static implicit operator ReadOnlyMatrixSpan<T>(MatrixSpan<T> matrix) =>
        new(matrix.Values, matrix.Rows, matrix.Columns, 1, matrix.LeadingDimension);
}
