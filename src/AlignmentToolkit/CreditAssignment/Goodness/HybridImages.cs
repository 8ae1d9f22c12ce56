using System.Buffers;
using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// Negative data without labels: m ⊙ a + (1 − m) ⊙ b of two images, where the mask m has large patches of ones and zeros.
/// </summary>
/// <remarks>
/// A mask is random bits, blurred several times with [¼, ½, ¼] along rows and columns and then thresholded at ½. Hybrids look real in every
/// small window but not as a whole, so layers that tell them apart must see the shape of things. [Hinton 2022]
/// </remarks>
public sealed class HybridImages
{
    /// <summary>Masks of a given size.</summary>
    /// <param name="width">At least 1.</param>
    /// <param name="height">At least 1.</param>
    /// <param name="blurs">How often the bits are blurred, at least 0. Default 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public HybridImages(int width, int height, int blurs = 6)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(blurs);
        (Width, Height, Blurs) = (width, height, blurs);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>How often the bits are blurred.</summary>
    public int Blurs { get; }

    /// <summary>Pixels of an image.</summary>
    public int Pixels => Width * Height;

    /// <summary>Draws a mask.</summary>
    /// <param name="stream">One bit a pixel.</param>
    /// <param name="mask">Written, zeros and ones, row by row.</param>
    public void DrawMask(RandomStream stream, Span<float> mask)
    {
        if (mask.Length != Pixels) throw new ArgumentException($"The mask has {mask.Length} pixels; {Pixels} are needed.", nameof(mask));
        stream.FillUniform(mask);
        for (int i = 0; i < mask.Length; i++) mask[i] = mask[i] < 0.5f ? 0 : 1;
        float[] padded = ArrayPool<float>.Shared.Rent(Pixels + 2 * Width);
        for (int blur = 0; blur < Blurs; blur++)
        {
            for (int row = 0; row < Height; row++) Blur(mask.Slice(row * Width, Width), 1, padded);
            Blur(mask, Width, padded);
        }

        ArrayPool<float>.Shared.Return(padded);
        for (int i = 0; i < mask.Length; i++) mask[i] = mask[i] < 0.5f ? 0 : 1;
    }

    /// <summary>Mixes each image with another one of the mini-batch, every other one equally likely.</summary>
    /// <param name="images">One image a column, at least two.</param>
    /// <param name="stream">Draws partners and masks.</param>
    /// <param name="hybrids">Written; of the shape of the images.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or there is one image only.</exception>
    public void Mix(Matrix<float> images, RandomStream stream, Matrix<float> hybrids)
    {
        if (images.ColumnCount < 2) throw new ArgumentException("A hybrid needs two images; there is one.", nameof(images));
        Require.Shape(images, Pixels, images.ColumnCount, nameof(images));
        Require.Shape(hybrids, Pixels, images.ColumnCount, nameof(hybrids));
        for (int i = 0; i < images.ColumnCount; i++)
        {
            int partner = (i + 1 + stream.NextInt32(images.ColumnCount - 1)) % images.ColumnCount;
            ReadOnlySpan<float> first = images.ColumnSpan(i), second = images.ColumnSpan(partner);
            Span<float> hybrid = hybrids.ColumnSpan(i);
            DrawMask(stream, hybrid);
            for (int pixel = 0; pixel < hybrid.Length; pixel++) hybrid[pixel] = hybrid[pixel] > 0 ? first[pixel] : second[pixel];
        }
    }

    /// <summary>v_i ← ¼v_{i−s} + ½v_i + ¼v_{i+s}, where what lies beyond an end is the pixel at the end.</summary>
    private static void Blur(Span<float> values, int stride, float[] memory)
    {
        Span<float> padded = memory.AsSpan(0, values.Length + 2 * stride);
        values.CopyTo(padded[stride..]);
        values[..stride].CopyTo(padded);
        values[^stride..].CopyTo(padded[^stride..]);
        ReadOnlySpan<float> before = padded[..values.Length], after = padded[(2 * stride)..];
        TensorPrimitives.Add(before, after, values);
        TensorPrimitives.MultiplyAdd(padded.Slice(stride, values.Length), 2f, values, values);
        TensorPrimitives.Multiply(values, 0.25f, values);
    }
}
