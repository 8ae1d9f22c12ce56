using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>Error projection by a matrix in memory.</summary>
/// <param name="matrix">B, output size × input size; not copied.</param>
public sealed class DenseProjection(Matrix<float> matrix) : IErrorProjection
{
    /// <inheritdoc/>
    public int OutputSize => Matrix.RowCount;

    /// <inheritdoc/>
    public int InputSize => Matrix.ColumnCount;

    /// <summary>B.</summary>
    public Matrix<float> Matrix { get; } = matrix;

    Matrix<float>? IErrorProjection.Matrix => Matrix;

    /// <inheritdoc/>
    public void Project(Matrix<float> errors, Matrix<float> signals) => Matrix.MultiplyInto(errors, signals);
}
