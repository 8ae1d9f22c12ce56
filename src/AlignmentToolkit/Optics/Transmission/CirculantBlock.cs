using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;
using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>One square block C D: the spectra of the real and the imaginary part of c, and the signs.</summary>
internal sealed class CirculantBlock
{
    private readonly float[] _realPartReal, _realPartImaginary, _imaginaryPartReal, _imaginaryPartImaginary;
    private readonly RandomSigns _signs;

    /// <summary>Draws a block.</summary>
    public CirculantBlock(RealFourierTransform<float> transform, RandomStream stream, double variance)
    {
        (_realPartReal, _realPartImaginary) = Spectrum(transform, stream.Child("real"), variance / 2);
        (_imaginaryPartReal, _imaginaryPartImaginary) = Spectrum(transform, stream.Child("imaginary"), variance / 2);
        _signs = new RandomSigns(transform.Length, stream.Child("signs"));
    }

    /// <summary>The first rows of C D x.</summary>
    public unsafe void Multiply(RealFourierTransform<float> transform, ReadOnlySpan<float> x, Span<float> real, Span<float> imaginary)
    {
        int length = transform.Length, bins = transform.Bins;
        using Workspace.Loan<float> loan = Workspace.Borrow<float>(length + (4 * (nint)bins));
        Span<float> signal = new(loan.Start, length);
        float* spectra = loan.Start + length;
        Span<float> re = new(spectra, bins), im = new(spectra + bins, bins);
        Span<float> productReal = new(spectra + (2 * (nint)bins), bins), productImaginary = new(spectra + (3 * (nint)bins), bins);
        _signs.Apply(x, signal);
        signal[x.Length..].Clear();
        transform.Forward(signal, re, im);

        ComplexProduct(re, im, _realPartReal, _realPartImaginary, productReal, productImaginary);
        transform.Inverse(productReal, productImaginary, signal);
        signal[..real.Length].CopyTo(real);
        ComplexProduct(re, im, _imaginaryPartReal, _imaginaryPartImaginary, productReal, productImaginary);
        transform.Inverse(productReal, productImaginary, signal);
        signal[..imaginary.Length].CopyTo(imaginary);
    }

    private static (float[] Real, float[] Imaginary) Spectrum(RealFourierTransform<float> transform, RandomStream stream, double variance)
    {
        var values = new float[transform.Length];
        stream.FillNormal(values, 0, (float)double.Sqrt(variance));
        (float[] real, float[] imaginary) = (new float[transform.Bins], new float[transform.Bins]);
        transform.Forward(values, real, imaginary);
        return (real, imaginary);
    }

    private static void ComplexProduct(
        ReadOnlySpan<float> xr, ReadOnlySpan<float> xi, ReadOnlySpan<float> yr, ReadOnlySpan<float> yi, Span<float> zr, Span<float> zi)
    {
        TensorPrimitives.Multiply(xi, yi, zr);
        TensorPrimitives.Negate(zr, zr);
        TensorPrimitives.MultiplyAddEstimate(xr, yr, zr, zr);
        TensorPrimitives.Multiply(xi, yr, zi);
        TensorPrimitives.MultiplyAddEstimate(xr, yi, zi, zi);
    }
}
