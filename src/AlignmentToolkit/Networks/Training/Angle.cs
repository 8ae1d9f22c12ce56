using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Angles between matrices taken as long vectors.</summary>
public static class Angle
{
    /// <summary>arccos(⟨A, B⟩ / (‖A‖ ‖B‖)) in degrees, with ⟨A, B⟩ the sum of products of entries; sums in double precision.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">The same shape.</param>
    /// <returns>From 0 to 180; NaN where a matrix is zero or not finite.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Between(Matrix<float> a, Matrix<float> b)
    {
        Require.Shape(b, a.RowCount, a.ColumnCount, nameof(b));
        ReadOnlySpan<float> x = a.Values(), y = b.Values();
        double product = 0, squareX = 0, squareY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            product += (double)x[i] * y[i];
            squareX += (double)x[i] * x[i];
            squareY += (double)y[i] * y[i];
        }

        return Math.Acos(Math.Clamp(product / Math.Sqrt(squareX * squareY), -1, 1)) * (180 / Math.PI);
    }
}
