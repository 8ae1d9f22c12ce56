using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Numerics;

/// <summary>Matrix products that write into a matrix the caller owns.</summary>
public static class MatrixProducts
{
    /// <summary>C ← A B, or C ← C + A B.</summary>
    public static void MultiplyInto(this Matrix<float> a, Matrix<float> b, Matrix<float> c, bool accumulate = false) => Store(a * b, c, accumulate);

    /// <summary>C ← Aᵀ B, or C ← C + Aᵀ B.</summary>
    public static void TransposeMultiplyInto(this Matrix<float> a, Matrix<float> b, Matrix<float> c, bool accumulate = false) => Store(a.TransposeThisAndMultiply(b), c, accumulate);

    /// <summary>C ← A Bᵀ, or C ← C + A Bᵀ.</summary>
    public static void MultiplyTransposeInto(this Matrix<float> a, Matrix<float> b, Matrix<float> c, bool accumulate = false) => Store(a.TransposeAndMultiply(b), c, accumulate);

    private static void Store(Matrix<float> product, Matrix<float> c, bool accumulate)
    {
        if (accumulate) c.Add(product, c);
        else product.CopyTo(c);
    }
}
