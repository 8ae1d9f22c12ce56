using System.Numerics;
using System.Numerics.Tensors;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

/// <summary>From logits to probabilities, without overflow for logits of any size.</summary>
/// <remarks>
/// The largest logit m is taken out first: pᵢ = exp(zᵢ − m) / Σⱼ exp(zⱼ − m). A logit of −∞ has probability 0; if all are −∞, or one is +∞
/// or NaN, the result is NaN.
/// </remarks>
public static class Softmax
{
    /// <summary>pᵢ ← exp(zᵢ) / Σⱼ exp(zⱼ).</summary>
    /// <param name="logits">z, at least one.</param>
    /// <param name="probabilities">p, of the length of z; it may be z itself.</param>
    /// <exception cref="ArgumentException">There are no logits, or the lengths differ.</exception>
    public static void Apply<T>(ReadOnlySpan<T> logits, Span<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = Largest(logits, probabilities.Length, nameof(probabilities));
        TensorPrimitives.Subtract(logits, largest, probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        TensorPrimitives.Multiply(probabilities, T.One / TensorPrimitives.Sum<T>(probabilities), probabilities);
    }

    /// <summary>ℓᵢ ← zᵢ − log Σⱼ exp(zⱼ).</summary>
    /// <param name="logits">z, at least one.</param>
    /// <param name="logProbabilities">ℓ, of the length of z; it may be z itself.</param>
    /// <exception cref="ArgumentException">There are no logits, or the lengths differ.</exception>
    public static void ApplyLogarithm<T>(ReadOnlySpan<T> logits, Span<T> logProbabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = Largest(logits, logProbabilities.Length, nameof(logProbabilities));

        // Taking the maximum out before the logarithm is subtracted keeps the digits of small differences between large logits.
        T logarithm = T.Log(SumOfExponentials(logits, largest));
        TensorPrimitives.Subtract(logits, largest, logProbabilities);
        TensorPrimitives.Subtract(logProbabilities, logarithm, logProbabilities);
    }

    /// <summary>log Σᵢ exp(zᵢ).</summary>
    /// <param name="logits">z, at least one.</param>
    /// <exception cref="ArgumentException">There are no logits.</exception>
    public static T LogSumExp<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = Largest(logits, logits.Length, nameof(logits));
        return largest + T.Log(SumOfExponentials(logits, largest));
    }

    /// <summary>Softmax of each column, in place.</summary>
    /// <param name="logits">One column of logits for each example; becomes the probabilities.</param>
    /// <exception cref="ArgumentException">The matrix is not dense.</exception>
    public static void SoftmaxColumns<T>(this Matrix<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixSpan<T> target = logits.AsSpan();
        for (int j = 0; j < target.Columns; j++) Apply(target.Column(j), target.Column(j));
    }

    /// <summary>lⱼ ← log Σᵢ exp(zᵢⱼ) for each column.</summary>
    /// <param name="logits">One column of logits for each example.</param>
    /// <param name="values">l, of length n.</param>
    /// <exception cref="ArgumentException">The lengths differ or the matrix is not dense.</exception>
    public static void LogSumExpOfColumnsInto<T>(this Matrix<T> logits, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixSpan<T> source = logits.AsSpan();
        MatrixShape.CheckLength(values.Length, source.Columns, "column", nameof(values));
        for (int j = 0; j < values.Length; j++) values[j] = LogSumExp<T>(source.Column(j));
    }

    private static T Largest<T>(ReadOnlySpan<T> logits, int destinationLength, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (logits.IsEmpty) throw new ArgumentException("Needs at least one logit.", nameof(logits));
        if (destinationLength != logits.Length)
            throw new ArgumentException($"There are {logits.Length} logits; '{name}' has length {destinationLength}.", name);
        return TensorPrimitives.Max(logits);
    }

    private static T SumOfExponentials<T>(ReadOnlySpan<T> logits, T largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> chunk = stackalloc T[128];
        T sum = T.Zero;
        while (!logits.IsEmpty)
        {
            Span<T> part = chunk[..Math.Min(chunk.Length, logits.Length)];
            TensorPrimitives.Subtract(logits[..part.Length], largest, part);
            TensorPrimitives.Exp(part, part);
            sum += TensorPrimitives.Sum<T>(part);
            logits = logits[part.Length..];
        }

        return sum;
    }
}
