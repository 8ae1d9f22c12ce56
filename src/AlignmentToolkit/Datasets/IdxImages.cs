using System.Numerics.Tensors;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Datasets;

/// <summary>Images as an IDX file holds them: one byte a pixel, row by row, image after image.</summary>
/// <param name="Pixels">Count · Rows · Columns bytes; 0 is background.</param>
/// <param name="Count">How many images.</param>
/// <param name="Rows">Height of an image in pixels.</param>
/// <param name="Columns">Width of an image in pixels.</param>
public sealed record IdxImages(byte[] Pixels, int Count, int Rows, int Columns)
{
    private int Features => Rows * Columns;

    /// <summary>All images as a features × examples matrix, pixel / 255.</summary>
    public Matrix<float> ToMatrix()
    {
        float[] values = new float[Pixels.Length];
        Scale(Pixels, values);
        return Matrix<float>.Build.Dense(Features, Count, values);
    }

    /// <summary>Chosen images as a features × examples matrix, pixel / 255.</summary>
    /// <param name="examples">Numbers of the images, in the order of the columns.</param>
    public Matrix<float> ToMatrix(ReadOnlySpan<int> examples)
    {
        float[] values = new float[examples.Length * Features];
        for (int i = 0; i < examples.Length; i++)
            Scale(Pixels.AsSpan(examples[i] * Features, Features), values.AsSpan(i * Features, Features));
        return Matrix<float>.Build.Dense(Features, examples.Length, values);
    }

    // A division, not a product with 1/255: the quotient is then the float nearest to the true value.
    private static void Scale(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        TensorPrimitives.ConvertTruncating(pixels, values);
        TensorPrimitives.Divide(values, 255f, values);
    }
}
