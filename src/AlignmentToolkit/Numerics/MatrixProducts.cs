using System.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

/// <summary>
/// Matrix products that write into a matrix the caller owns. They run on all cores, see <see cref="Parallelism"/>, and allocate nothing.
/// </summary>
/// <remarks>
/// For <see cref="float"/> and <see cref="double"/>, dense matrices only. Errors, for all of them: an <see cref="ArgumentException"/> when
/// the shapes do not fit, when C shares memory with A or B, or when a matrix is not dense; a <see cref="NotSupportedException"/> for other
/// kinds of numbers. On summation order and accuracy see <see cref="Gemm"/>.
/// </remarks>
public static class MatrixProducts
{
    /// <summary>C ← A B, or C ← C + A B.</summary>
    /// <param name="a">A, m × k.</param>
    /// <param name="b">B, k × n.</param>
    /// <param name="c">C, m × n.</param>
    /// <param name="accumulate">Whether the present values of C are added.</param>
    public static void MultiplyInto<T>(this Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Gemm.Multiply(a.AsSpan(), b.AsSpan(), c.AsSpan(), accumulate);

    /// <summary>C ← Aᵀ B, or C ← C + Aᵀ B.</summary>
    /// <param name="a">A, k × m.</param>
    /// <param name="b">B, k × n.</param>
    /// <param name="c">C, m × n.</param>
    /// <param name="accumulate">Whether the present values of C are added.</param>
    public static void TransposeMultiplyInto<T>(this Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Gemm.Multiply(a.AsSpan().Transpose(), b.AsSpan(), c.AsSpan(), accumulate);

    /// <summary>C ← A Bᵀ, or C ← C + A Bᵀ.</summary>
    /// <param name="a">A, m × k.</param>
    /// <param name="b">B, n × k.</param>
    /// <param name="c">C, m × n.</param>
    /// <param name="accumulate">Whether the present values of C are added.</param>
    public static void MultiplyTransposeInto<T>(this Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Gemm.Multiply(a.AsSpan(), b.AsSpan().Transpose(), c.AsSpan(), accumulate);

    /// <summary>C ← Aᵀ Bᵀ, or C ← C + Aᵀ Bᵀ.</summary>
    /// <param name="a">A, k × m.</param>
    /// <param name="b">B, n × k.</param>
    /// <param name="c">C, m × n.</param>
    /// <param name="accumulate">Whether the present values of C are added.</param>
    public static void TransposeMultiplyTransposeInto<T>(this Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Gemm.Multiply(a.AsSpan().Transpose(), b.AsSpan().Transpose(), c.AsSpan(), accumulate);

    /// <summary>C ← A B, or C ← C + A B, and then whatever <paramref name="epilogue"/> makes of it, say a bias and an activation.</summary>
    /// <param name="a">A, m × k.</param>
    /// <param name="b">B, k × n.</param>
    /// <param name="c">C, m × n.</param>
    /// <param name="epilogue">Sees, and may change, each element of C once, while it is in the first-level cache.</param>
    /// <param name="accumulate">Whether the present values of C are added.</param>
    public static void MultiplyInto<T, TEpilogue>(this Matrix<T> a, Matrix<T> b, Matrix<T> c, TEpilogue epilogue, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
        => Gemm.Multiply(a.AsSpan(), b.AsSpan(), c.AsSpan(), epilogue, accumulate);

    /// <summary>
    /// C ← Aᵀ B, or C ← C + Aᵀ B, and then whatever <paramref name="epilogue"/> makes of it, say the derivative of an activation.
    /// </summary>
    /// <param name="a">A, k × m.</param>
    /// <param name="b">B, k × n.</param>
    /// <param name="c">C, m × n.</param>
    /// <param name="epilogue">Sees, and may change, each element of C once, while it is in the first-level cache.</param>
    /// <param name="accumulate">Whether the present values of C are added.</param>
    public static void TransposeMultiplyInto<T, TEpilogue>(
        this Matrix<T> a, Matrix<T> b, Matrix<T> c, TEpilogue epilogue, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
        => Gemm.Multiply(a.AsSpan().Transpose(), b.AsSpan(), c.AsSpan(), epilogue, accumulate);

    /// <summary>Hands A Bᵀ to <paramref name="epilogue"/>, which uses it up: the product is stored nowhere.</summary>
    /// <remarks>The gradient of a layer's weights over a mini-batch is such a product; the epilogue is then the optimiser's step.</remarks>
    /// <param name="a">A, m × k.</param>
    /// <param name="b">B, n × k.</param>
    /// <param name="epilogue">Sees each element of the product once. It must not write to A or B.</param>
    public static void MultiplyTransposeInto<T, TEpilogue>(this Matrix<T> a, Matrix<T> b, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
        => Gemm.Multiply(a.AsSpan(), b.AsSpan().Transpose(), epilogue);
}
