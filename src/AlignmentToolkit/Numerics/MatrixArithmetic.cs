using System.Numerics;
using System.Numerics.Tensors;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

/// <summary>Element by element arithmetic that overwrites its first operand and allocates nothing. Dense matrices only.</summary>
public static class MatrixArithmetic
{
    /// <summary>Y ← Y + α X.</summary>
    /// <param name="y">The matrix that changes.</param>
    /// <param name="alpha">α, any finite number.</param>
    /// <param name="x">X, of the shape of Y; it may be Y itself.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a matrix is not dense.</exception>
    public static void AddScaled<T>(this Matrix<T> y, T alpha, Matrix<T> x)
        where T : unmanaged, INumber<T>
    {
        CheckSameShape(y, x);
        Span<T> target = y.Values();
        TensorPrimitives.MultiplyAdd(x.Values(), alpha, target, target);
    }

    /// <summary>Y ← α Y.</summary>
    /// <param name="y">The matrix that changes.</param>
    /// <param name="alpha">α, any number.</param>
    /// <exception cref="ArgumentException">The matrix is not dense.</exception>
    public static void ScaleBy<T>(this Matrix<T> y, T alpha)
        where T : unmanaged, INumber<T>
    {
        Span<T> target = y.Values();
        TensorPrimitives.Multiply(target, alpha, target);
    }

    /// <summary>Y ← Y ⊙ X, the Hadamard product.</summary>
    /// <param name="y">The matrix that changes.</param>
    /// <param name="x">X, of the shape of Y; it may be Y itself.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a matrix is not dense.</exception>
    public static void HadamardBy<T>(this Matrix<T> y, Matrix<T> x)
        where T : unmanaged, INumber<T>
    {
        CheckSameShape(y, x);
        Span<T> target = y.Values();
        TensorPrimitives.Multiply(target, x.Values(), target);
    }

    /// <summary>Y ← Y + v 1ᵀ: adds <paramref name="v"/> to each column, as a layer adds its bias to each example.</summary>
    /// <param name="y">The matrix that changes, m × n.</param>
    /// <param name="v">v, of length m.</param>
    /// <exception cref="ArgumentException"><paramref name="v"/> has another length, or the matrix is not dense.</exception>
    public static void AddToEachColumn<T>(this Matrix<T> y, ReadOnlySpan<T> v)
        where T : unmanaged, INumber<T>
    {
        MatrixSpan<T> target = y.AsSpan();
        MatrixShape.CheckLength(v.Length, target.Rows, "row", nameof(v));
        for (int j = 0; j < target.Columns; j++)
        {
            Span<T> column = target.Column(j);
            TensorPrimitives.Add(column, v, column);
        }
    }

    private static void CheckSameShape<T>(Matrix<T> y, Matrix<T> x)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(x);
        if (x.RowCount != y.RowCount || x.ColumnCount != y.ColumnCount)
        {
            throw new ArgumentException(
                $"Needs two matrices of one shape; 'y' is {y.RowCount}×{y.ColumnCount} and 'x' is {x.RowCount}×{x.ColumnCount}.",
                nameof(x));
        }
    }
}
