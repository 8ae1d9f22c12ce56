using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

// Matrices are filled column by column, as they lie in memory.
public sealed partial class RandomStream
{
    /// <summary>A rows × columns matrix of independent normal numbers with mean 0.</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="standardDeviation">At least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public Matrix<float> NormalMatrix(int rows, int columns, float standardDeviation = 1)
    {
        Matrix<float> matrix = NewMatrix(rows, columns);
        FillNormal(matrix, 0, standardDeviation);
        return matrix;
    }

    /// <summary>A rows × columns matrix of independent uniform numbers in [low, high).</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="low">The smallest value.</param>
    /// <param name="high">Above <paramref name="low"/>, and high − low is finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public Matrix<float> UniformMatrix(int rows, int columns, float low = 0, float high = 1)
    {
        Matrix<float> matrix = NewMatrix(rows, columns);
        FillUniform(matrix, low, high);
        return matrix;
    }

    /// <summary>A vector of independent normal numbers with mean 0.</summary>
    /// <param name="length">At least 1.</param>
    /// <param name="standardDeviation">At least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public Vector<float> NormalVector(int length, float standardDeviation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var values = new float[length];
        FillNormal(values, 0, standardDeviation);
        return Vector<float>.Build.Dense(values);
    }

    /// <summary>Fills with independent normal numbers μ + σ z.</summary>
    /// <param name="destination">A dense matrix; overwritten.</param>
    /// <param name="mean">μ, finite.</param>
    /// <param name="standardDeviation">σ, at least 0 and finite.</param>
    /// <exception cref="ArgumentException">The matrix is not dense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public void FillNormal(Matrix<float> destination, float mean = 0, float standardDeviation = 1) =>
        FillNormal(Values(destination), mean, standardDeviation);

    /// <inheritdoc cref="FillNormal(Matrix{float}, float, float)"/>
    public void FillNormal(Matrix<double> destination, double mean = 0, double standardDeviation = 1) =>
        FillNormal(Values(destination), mean, standardDeviation);

    /// <summary>Fills with independent uniform numbers in [low, high).</summary>
    /// <param name="destination">A dense matrix; overwritten.</param>
    /// <param name="low">The smallest value.</param>
    /// <param name="high">Above <paramref name="low"/>, and high − low is finite.</param>
    /// <exception cref="ArgumentException">The matrix is not dense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public void FillUniform(Matrix<float> destination, float low = 0, float high = 1) => FillUniform(Values(destination), low, high);

    /// <inheritdoc cref="FillUniform(Matrix{float}, float, float)"/>
    public void FillUniform(Matrix<double> destination, double low = 0, double high = 1) => FillUniform(Values(destination), low, high);

    private static Matrix<float> NewMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return Matrix<float>.Build.Dense(rows, columns);
    }

    private static T[] Values<T>(Matrix<T> matrix)
        where T : struct, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.AsColumnMajorArray() ?? throw new ArgumentException(
            $"A {matrix.GetType().Name} cannot be filled; it must be dense.", nameof(matrix));
    }
}
