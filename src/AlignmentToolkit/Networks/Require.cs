using System.Runtime.CompilerServices;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>Checks of arguments that the framework's own Throw… methods do not cover.</summary>
internal static class Require
{
    /// <summary>Throws unless value is finite and at least 0.</summary>
    public static void FiniteAndNotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value) || value < 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number of at least 0.");
    }

    /// <summary>Throws unless value is finite and greater than 0.</summary>
    public static void FiniteAndPositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value) || value <= 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number greater than 0.");
    }

    /// <summary>Throws unless 0 ≤ value &lt; 1.</summary>
    public static void InUnitInterval(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and less than 1.");
    }

    /// <summary>Throws unless the matrix has the given shape.</summary>
    /// <exception cref="ArgumentException">The shape differs; the message names both shapes.</exception>
    public static void Shape(Matrix<float> matrix, int rows, int columns, string name)
    {
        if (matrix.RowCount != rows || matrix.ColumnCount != columns)
            throw new ArgumentException($"{name} is {matrix.RowCount}×{matrix.ColumnCount}; {rows}×{columns} is needed.", name);
    }
}
