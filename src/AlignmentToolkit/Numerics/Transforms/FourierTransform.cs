using System.Numerics;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>
/// The discrete Fourier transform of n complex numbers, n a power of two, real and imaginary parts in spans of their own.
/// </summary>
/// <remarks>
/// <para>
/// Forwards Xₖ = Σⱼ xⱼ e^(−2πi jk/n), backwards xⱼ = 1/n Σₖ Xₖ e^(+2πi jk/n), in O(n log n) with SIMD registers; long transforms use all
/// threads of <see cref="Parallelism"/>. The result is the same to the last bit for any number of threads. Its error is a few units of
/// round-off, times √(log₂ n), of the root mean square of the result.
/// </para>
/// <para>
/// An object holds the tables for one length. It does not change, so several threads may use it at once, and calls allocate nothing
/// once a thread has its working memory of 2n numbers.
/// </para>
/// <para>
/// Long transforms are factored n = n₁ n₂, the "four-step" method: n₂ transforms of length n₁ on the columns of the n₁ × n₂ matrix
/// xⱼ, a turn of each number by e^(−2πi k₁ j₂/n), and n₁ transforms of length n₂. Each is done on a panel that fits the second-level
/// cache.
/// </para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <example>
/// <code>
/// var transform = new FourierTransform&lt;double&gt;(1024);
/// transform.Forward(real, imaginary);   // the spectrum in place of the signal
/// transform.Inverse(real, imaginary);   // and the signal again
/// </code>
/// </example>
public sealed unsafe class FourierTransform<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The greatest length.</summary>
    public const int LongestLength = 1 << 27;

    /// <summary>Length below which a second thread costs more than it brings.</summary>
    private const int SerialLength = 1 << 14;

    private readonly T[] _rootsReal, _rootsImaginary;
    private readonly int _rows, _columns;
    private readonly PanelTurns<T>? _turns;

    /// <summary>Prepares transforms of one length.</summary>
    /// <param name="length">n, a power of two from 1 to 2²⁷.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not such a power.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor
    /// <see cref="double"/>.</exception>
    public FourierTransform(int length)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"Transforms are implemented for float and double, not for {typeof(T).Name}.");
        TransformLength.CheckPowerOfTwo(length, LongestLength);
        Length = length;
        int logarithm = BitOperations.Log2((uint)length);
        bool isLong = length >= Panel<T>.Width * Panel<T>.Width;
        _rows = isLong ? 1 << ((logarithm + 1) / 2) : length;
        _columns = length / _rows;
        (_rootsReal, _rootsImaginary) = RootsOfUnity.Powers<T>(_rows, Math.Max(1, 3 * _rows / 4));
        if (isLong) _turns = new PanelTurns<T>(_rows, _columns);
    }

    /// <summary>n.</summary>
    public int Length { get; }

    /// <summary>x → X, in place.</summary>
    /// <param name="real">Real parts, n of them.</param>
    /// <param name="imaginary">Imaginary parts, n of them.</param>
    /// <exception cref="ArgumentException">A span does not have n numbers, or the two share memory.</exception>
    public void Forward(Span<T> real, Span<T> imaginary)
    {
        Check(real, imaginary);
        fixed (T* re = real, im = imaginary) Transform(new SplitComplex<T>(re, im), T.One);
    }

    /// <summary>X → x, in place: the inverse of <see cref="Forward"/>, the factor 1/n included.</summary>
    /// <inheritdoc cref="Forward"/>
    public void Inverse(Span<T> real, Span<T> imaginary)
    {
        Check(real, imaginary);

        // Exchanging real and imaginary parts before and after turns e^(−iφ) into e^(+iφ).
        fixed (T* re = real, im = imaginary) Transform(new SplitComplex<T>(im, re), T.One / T.CreateChecked(Length));
    }

    private void Check(Span<T> real, Span<T> imaginary)
    {
        MatrixShape.CheckLength(real.Length, Length, "point", nameof(real));
        MatrixShape.CheckLength(imaginary.Length, Length, "point", nameof(imaginary));
        if (real.Overlaps(imaginary)) throw new ArgumentException("Real and imaginary parts share memory.", nameof(imaginary));
    }

    private void Transform(SplitComplex<T> x, T scale)
    {
        if (Length == 1) return;
        using Workspace.Loan<T> loan = Workspace.Borrow<T>(2 * (nint)Length);
        SplitComplex<T> middle = new(loan.Start, loan.Start + Length);
        fixed (T* rootsReal = _rootsReal, rootsImaginary = _rootsImaginary)
        {
            SplitComplex<T> roots = new(rootsReal, rootsImaginary);
            if (_turns is null) TransformShort(x, middle, roots, scale);
            else TransformLong(x, middle, roots, scale);
        }
    }

    private void TransformShort(SplitComplex<T> x, SplitComplex<T> middle, SplitComplex<T> roots, T scale)
    {
        SplitComplex<T> result = ColumnTransforms<T>.Run(x, 1, middle, x, Length, 1, roots, 1);
        for (int k = 0; k < Length; k++) (x.Real[k], x.Imaginary[k]) = (result.Real[k] * scale, result.Imaginary[k] * scale);
    }

    private void TransformLong(SplitComplex<T> x, SplitComplex<T> middle, SplitComplex<T> roots, T scale)
    {
        fixed (T* fineReal = _turns!.FineReal, fineImaginary = _turns.FineImaginary)
        fixed (T* coarseReal = _turns.CoarseReal, coarseImaginary = _turns.CoarseImaginary)
        {
            ColumnPanels<T> columns = new()
            {
                Rows = _rows,
                Columns = _columns,
                Source = x,
                Destination = middle,
                Roots = roots,
                Fine = new SplitComplex<T>(fineReal, fineImaginary),
                Coarse = new SplitComplex<T>(coarseReal, coarseImaginary),
            };
            Run(_columns / Panel<T>.Width, columns);
        }

        RowPanels<T> rows = new()
        {
            Rows = _rows,
            Columns = _columns,
            Source = middle,
            Destination = x,
            Roots = roots,
            Scale = scale,
        };
        Run(_rows / Panel<T>.Width, rows);
    }

    private void Run<TBody>(int panels, TBody body)
        where TBody : struct, IParallelBody
    {
        if (Length >= SerialLength) ParallelWork.For(panels, body);
        else for (int i = 0; i < panels; i++) body.Invoke(i);
    }
}
