using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

/// <summary>A column-major matrix inside memory that somebody else owns, for reading and writing.</summary>
/// <remarks>
/// Element (i, j) is <c>values[i + j · LeadingDimension]</c>. To <see cref="Matrix{T}"/> this is what <see cref="Span{T}"/> is to an array.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct MatrixSpan<T>
    where T : unmanaged
{
    private readonly Span<T> _values;

    /// <summary>A column-major matrix over <paramref name="values"/>.</summary>
    /// <param name="values">The numbers, the first column first.</param>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <param name="leadingDimension">Distance between the starts of two columns, at least <paramref name="rows"/>; left out, columns
    /// follow each other.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or <paramref name="leadingDimension"/> is less than
    /// <paramref name="rows"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> is too short.</exception>
    public MatrixSpan(Span<T> values, int rows, int columns, int? leadingDimension = null)
    {
        LeadingDimension = MatrixShape.Check(values.Length, rows, columns, leadingDimension, nameof(values));
        _values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance in memory between the starts of two columns.</summary>
    public int LeadingDimension { get; }

    /// <summary>The memory, from element (0, 0) on.</summary>
    public Span<T> Values => _values;

    /// <summary>Element (<paramref name="row"/>, <paramref name="column"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public ref T this[int row, int column]
    {
        get
        {
            MatrixShape.CheckElement(row, column, Rows, Columns);
            return ref _values[row + (column * LeadingDimension)];
        }
    }

    /// <summary>The numbers of one column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Span<T> Column(int column)
    {
        MatrixShape.CheckBlock(0, column, Rows, 1, Rows, Columns);
        return Rows == 0 ? [] : _values.Slice(column * LeadingDimension, Rows);
    }

    /// <summary>
    /// The block of <paramref name="rows"/> × <paramref name="columns"/> whose first element is (<paramref name="row"/>,
    /// <paramref name="column"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The block is not inside the matrix.</exception>
    public MatrixSpan<T> Slice(int row, int column, int rows, int columns)
    {
        MatrixShape.CheckBlock(row, column, rows, columns, Rows, Columns);
        int start = rows == 0 || columns == 0 ? 0 : row + (column * LeadingDimension);
        return new MatrixSpan<T>(_values[start..], rows, columns, LeadingDimension);
    }

    /// <summary>The same numbers read as the transpose; nothing moves.</summary>
    public ReadOnlyMatrixSpan<T> Transpose() => ((ReadOnlyMatrixSpan<T>)this).Transpose();
}
