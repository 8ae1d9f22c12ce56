using System.Numerics;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>
/// The discrete Fourier transform of n real numbers: n/2 + 1 complex ones, the others being their conjugates, Xₙ₋ₖ = X̄ₖ.
/// </summary>
/// <remarks>
/// Even and odd places are taken as the real and imaginary parts of n/2 complex numbers, so it costs half of
/// <see cref="FourierTransform{T}"/>. Signs, scale, threads and accuracy are as there.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <example>
/// The n-fold convolution of a probability vector with itself, where the sums do not reach the end:
/// <code>
/// var transform = new RealFourierTransform&lt;double&gt;(masses.Length);
/// var (real, imaginary) = (new double[transform.Bins], new double[transform.Bins]);
/// transform.Forward(masses, real, imaginary);
/// for (int k = 0; k &lt; transform.Bins; k++)
/// {
///     Complex power = Complex.Pow(new Complex(real[k], imaginary[k]), n);
///     (real[k], imaginary[k]) = (power.Real, power.Imaginary);
/// }
/// transform.Inverse(real, imaginary, masses);
/// </code>
/// </example>
public sealed unsafe class RealFourierTransform<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FourierTransform<T> _half;
    private readonly T[] _rootsReal, _rootsImaginary;

    /// <summary>Prepares transforms of one length.</summary>
    /// <param name="length">n, a power of two from 2 to 2²⁷.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not such a power.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor
    /// <see cref="double"/>.</exception>
    public RealFourierTransform(int length)
    {
        TransformLength.CheckPowerOfTwo(length, FourierTransform<T>.LongestLength, shortest: 2);
        _half = new FourierTransform<T>(length / 2);
        (_rootsReal, _rootsImaginary) = RootsOfUnity.Powers<T>(length, (length / 4) + 1);
    }

    /// <summary>n.</summary>
    public int Length => 2 * _half.Length;

    /// <summary>n/2 + 1.</summary>
    public int Bins => _half.Length + 1;

    /// <summary>Xₖ = Σⱼ xⱼ e^(−2πi jk/n) for k = 0 … n/2.</summary>
    /// <param name="values">x, n numbers.</param>
    /// <param name="real">Real parts of X, n/2 + 1 of them.</param>
    /// <param name="imaginary">Imaginary parts of X, n/2 + 1 of them; the first and the last are 0.</param>
    /// <exception cref="ArgumentException">A span has not as many numbers, or shares memory with another.</exception>
    public void Forward(ReadOnlySpan<T> values, Span<T> real, Span<T> imaginary)
    {
        Check(values, real, imaginary);
        for (int j = 0; j < _half.Length; j++) (real[j], imaginary[j]) = (values[2 * j], values[(2 * j) + 1]);
        _half.Forward(real[.._half.Length], imaginary[.._half.Length]);
        fixed (T* re = real, im = imaginary, rootsReal = _rootsReal, rootsImaginary = _rootsImaginary)
            EvenAndOdd<T>.Separate(new SplitComplex<T>(re, im), _half.Length, new SplitComplex<T>(rootsReal, rootsImaginary));
    }

    /// <summary>xⱼ = 1/n Σₖ Xₖ e^(+2πi jk/n), the sum over all n, of which half are given: the inverse of <see cref="Forward"/>.</summary>
    /// <param name="real">Real parts of X, n/2 + 1 of them.</param>
    /// <param name="imaginary">Imaginary parts of X; the first and the last are taken as 0.</param>
    /// <param name="values">x, n numbers, overwritten.</param>
    /// <exception cref="ArgumentException">A span has not as many numbers, or shares memory with another.</exception>
    public void Inverse(ReadOnlySpan<T> real, ReadOnlySpan<T> imaginary, Span<T> values)
    {
        Check(values, real, imaginary);
        int half = _half.Length;
        using Workspace.Loan<T> loan = Workspace.Borrow<T>(2 * (nint)half);
        Span<T> re = new(loan.Start, half), im = new(loan.Start + half, half);
        fixed (T* sourceReal = real, sourceImaginary = imaginary, rootsReal = _rootsReal, rootsImaginary = _rootsImaginary)
        {
            SplitComplex<T> bins = new(sourceReal, sourceImaginary), joined = new(loan.Start, loan.Start + half);
            EvenAndOdd<T>.Join(bins, joined, half, new SplitComplex<T>(rootsReal, rootsImaginary));
        }

        _half.Inverse(re, im);
        for (int j = 0; j < half; j++) (values[2 * j], values[(2 * j) + 1]) = (re[j], im[j]);
    }

    private void Check(ReadOnlySpan<T> values, ReadOnlySpan<T> real, ReadOnlySpan<T> imaginary)
    {
        MatrixShape.CheckLength(values.Length, Length, "point", nameof(values));
        MatrixShape.CheckLength(real.Length, Bins, "bin", nameof(real));
        MatrixShape.CheckLength(imaginary.Length, Bins, "bin", nameof(imaginary));
        if (real.Overlaps(imaginary)) throw new ArgumentException("Real and imaginary parts share memory.", nameof(imaginary));
        if (values.Overlaps(real) || values.Overlaps(imaginary))
            throw new ArgumentException("The values share memory with their transform.", nameof(values));
    }
}
