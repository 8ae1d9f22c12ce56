using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>The numbers of a dense matrix or vector as a span, columns one after the other.</summary>
internal static class MatrixMemory
{
    /// <summary>All entries of a dense matrix in column-major order; writing to the span writes to the matrix.</summary>
    /// <exception cref="ArgumentException">The matrix is not stored densely (sparse, diagonal).</exception>
    public static Span<float> Entries(this Matrix<float> matrix) =>
        matrix.AsColumnMajorArray() ?? throw new ArgumentException("The matrix must be stored densely, column by column.", nameof(matrix));

    /// <summary>One column of a dense matrix.</summary>
    public static Span<float> ColumnEntries(this Matrix<float> matrix, int column) => matrix.Entries().Slice(column * matrix.RowCount, matrix.RowCount);

    /// <summary>All entries of a dense vector.</summary>
    /// <exception cref="ArgumentException">The vector is not stored densely.</exception>
    public static Span<float> Entries(this Vector<float> vector) =>
        vector.AsArray() ?? throw new ArgumentException("The vector must be stored densely.", nameof(vector));

    /// <summary>Throws unless the matrix has the given shape.</summary>
    /// <exception cref="ArgumentException">The shape differs; the message names both shapes.</exception>
    public static void RequireShape(Matrix<float> matrix, int rows, int columns, string name)
    {
        if (matrix.RowCount != rows || matrix.ColumnCount != columns)
            throw new ArgumentException($"{name} is {matrix.RowCount}×{matrix.ColumnCount}; {rows}×{columns} is needed.", name);
    }
}
