using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;

namespace AlignmentToolkit.Numerics;

/// <summary>The memory behind MathNet's dense matrices and vectors.</summary>
public static class DenseMatrixViews
{
    /// <summary>The matrix where it lies: writing to the span writes to the matrix.</summary>
    /// <exception cref="ArgumentException">The matrix is sparse, diagonal or otherwise not stored as one column-major array.</exception>
    public static MatrixSpan<T> AsSpan<T>(this Matrix<T> matrix)
        where T : unmanaged, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new MatrixSpan<T>(matrix.Values(), matrix.RowCount, matrix.ColumnCount);
    }

    /// <summary>All numbers of the matrix, column by column, where they lie.</summary>
    /// <exception cref="ArgumentException">The matrix is sparse, diagonal or otherwise not stored as one column-major array.</exception>
    public static Span<T> Values<T>(this Matrix<T> matrix)
        where T : unmanaged, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Storage is DenseColumnMajorMatrixStorage<T> dense) return dense.Data;
        throw new ArgumentException(
            $"Needs a dense matrix; this one is stored as {matrix.Storage.GetType().Name}. "
            + $"Copy it first: Matrix<{typeof(T).Name}>.Build.DenseOfMatrix(matrix).",
            nameof(matrix));
    }

    /// <summary>The numbers of one column, where they lie.</summary>
    /// <exception cref="ArgumentException">The matrix is not dense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static Span<T> ColumnSpan<T>(this Matrix<T> matrix, int column)
        where T : unmanaged, IEquatable<T>, IFormattable
        => matrix.AsSpan().Column(column);

    /// <summary>The numbers of the vector, where they lie.</summary>
    /// <exception cref="ArgumentException">The vector is sparse.</exception>
    public static Span<T> AsSpan<T>(this Vector<T> vector)
        where T : unmanaged, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Storage is DenseVectorStorage<T> dense) return dense.Data;
        throw new ArgumentException(
            $"Needs a dense vector; this one is stored as {vector.Storage.GetType().Name}. "
            + $"Copy it first: Vector<{typeof(T).Name}>.Build.DenseOfVector(vector).",
            nameof(vector));
    }
}
