using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics.Kernels;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

public static partial class Softmax
{
    /// <summary>Softmax of each column, in place.</summary>
    /// <param name="logits">One column of logits for each example; becomes the probabilities.</param>
    /// <exception cref="ArgumentException">The matrix is not dense.</exception>
    public static void SoftmaxColumns<T>(this Matrix<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixSpan<T> target = logits.AsSpan();
        for (int j = 0; j < target.Columns; j++)
        {
            Span<T> column = target.Column(j);
            TensorPrimitives.Subtract(column, TensorPrimitives.Max<T>(column), column);
            TensorPrimitives.Exp(column, column);
            TensorPrimitives.Multiply(column, T.One / TensorPrimitives.Sum<T>(column), column);
        }
    }

    /// <summary>lⱼ ← log Σᵢ exp(zᵢⱼ) for each column, summed in double precision.</summary>
    /// <param name="logits">One column of logits for each example.</param>
    /// <param name="values">l, of length n.</param>
    /// <exception cref="ArgumentException">The lengths differ or the matrix is not dense.</exception>
    public static void LogSumExpOfColumnsInto<T>(this Matrix<T> logits, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixSpan<T> source = logits.AsSpan();
        MatrixShape.CheckLength(values.Length, source.Columns, "column", nameof(values));
        for (int j = 0; j < values.Length; j++)
        {
            ReadOnlySpan<T> column = source.Column(j);
            T largest = TensorPrimitives.Max(column);
            values[j] = T.CreateTruncating(double.CreateTruncating(largest) + Math.Log(Mass.Of(column, largest)));
        }
    }
}
