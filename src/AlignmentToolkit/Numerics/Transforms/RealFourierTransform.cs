using System.Numerics;
using System.Runtime.CompilerServices;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>The discrete Fourier transform of n real numbers: n/2 + 1 complex ones, the others being their conjugates, Xₙ₋ₖ = X̄ₖ.</summary>
/// <remarks>
/// Even and odd places are taken as the real and imaginary parts of n/2 complex numbers, so it costs half of <see cref="FourierTransform{T}"/>.
/// Signs, scale, threads and accuracy are as there.
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
        fixed (T* re = real, im = imaginary) Separate(re, im);
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
        fixed (T* sourceReal = real, sourceImaginary = imaginary) Join(sourceReal, sourceImaginary, loan.Start, loan.Start + half);
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

    /// <summary>
    /// Z → X. With E and O the transforms of the even and the odd places, Zₖ = Eₖ + i Oₖ, and Xₖ = Eₖ + e^(−2πi k/n) Oₖ.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Separate(T* real, T* imaginary)
    {
        int half = _half.Length;
        T two = T.One + T.One, oneHalf = T.One / two;
        (real[0], real[half]) = (real[0] + imaginary[0], real[0] - imaginary[0]);
        (imaginary[0], imaginary[half]) = (T.Zero, T.Zero);
        for (int k = 1; k <= half / 2; k++)
        {
            int m = half - k;
            T evenReal = (real[k] + real[m]) * oneHalf, evenImaginary = (imaginary[k] - imaginary[m]) * oneHalf;
            T oddReal = (imaginary[k] + imaginary[m]) * oneHalf, oddImaginary = (real[m] - real[k]) * oneHalf;
            T turnedReal = (oddReal * _rootsReal[k]) - (oddImaginary * _rootsImaginary[k]);
            T turnedImaginary = (oddReal * _rootsImaginary[k]) + (oddImaginary * _rootsReal[k]);
            (real[k], imaginary[k]) = (evenReal + turnedReal, evenImaginary + turnedImaginary);
            if (k < m) (real[m], imaginary[m]) = (evenReal - turnedReal, turnedImaginary - evenImaginary);
        }
    }

    /// <summary>X → Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(T* sourceReal, T* sourceImaginary, T* real, T* imaginary)
    {
        int half = _half.Length;
        T two = T.One + T.One, oneHalf = T.One / two;
        real[0] = (sourceReal[0] + sourceReal[half]) * oneHalf;
        imaginary[0] = (sourceReal[0] - sourceReal[half]) * oneHalf;
        for (int k = 1; k <= half / 2; k++)
        {
            int m = half - k;
            T evenReal = (sourceReal[k] + sourceReal[m]) * oneHalf, evenImaginary = (sourceImaginary[k] - sourceImaginary[m]) * oneHalf;
            T turnedReal = (sourceReal[k] - sourceReal[m]) * oneHalf, turnedImaginary = (sourceImaginary[k] + sourceImaginary[m]) * oneHalf;
            T oddReal = (turnedReal * _rootsReal[k]) + (turnedImaginary * _rootsImaginary[k]);
            T oddImaginary = (turnedImaginary * _rootsReal[k]) - (turnedReal * _rootsImaginary[k]);
            (real[k], imaginary[k]) = (evenReal - oddImaginary, evenImaginary + oddReal);
            (real[m], imaginary[m]) = (evenReal + oddImaginary, oddReal - evenImaginary);
        }
    }
}
