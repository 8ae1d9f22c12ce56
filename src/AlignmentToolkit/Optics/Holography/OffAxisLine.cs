using System.Numerics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>
/// One line of a camera under a tilted reference A e^(2πi f₀u), u the pixel: the field z(u) shows as the lobe at f₀ of the intensity's
/// spectrum.
/// </summary>
/// <remarks>
/// For a field of bandwidth W (|f| &lt; W cycles a pixel) the lobe about zero, of |z|² + A², has |f| &lt; 2W, and that of zρ* lies about
/// −f₀. They are apart, and the field recovered from one exposure is exact, if f₀ ≥ 3W and f₀ + W ≤ ½: one complex mode in at least four
/// pixels. Where the lobe about zero reaches into the other, the relative error is of order 1/A; where the lobe wraps around ½ into its
/// mirror image, no amplitude helps.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class OffAxisLine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FourierTransform<T> _transform;
    private readonly T[] _carrierReal, _carrierImaginary;
    private readonly int _half;

    /// <summary>A line.</summary>
    /// <param name="pixels">N, a power of two of at least 8.</param>
    /// <param name="carrier">f₀ in cycles a line: a whole number from 1 to N/2.</param>
    /// <param name="modes">Complex modes of the field, 2WN: frequencies 1 − modes/2 … modes/2 cycles a line. Even, from 2 to
    /// N.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public OffAxisLine(int pixels, int carrier, int modes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 8);
        if (carrier < 1 || carrier > pixels / 2)
            throw new ArgumentOutOfRangeException(nameof(carrier), carrier, $"1 to {pixels / 2} cycles a line are allowed.");
        if (modes < 2 || modes > pixels || modes % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(modes), modes, $"An even number from 2 to {pixels} is allowed.");
        _transform = new FourierTransform<T>(pixels);
        (Carrier, Modes, _half) = (carrier, modes, modes / 2);
        (_carrierReal, _carrierImaginary) = (new T[pixels], new T[pixels]);
        for (int u = 0; u < pixels; u++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * ((long)carrier * u % pixels) / pixels);
            (_carrierReal[u], _carrierImaginary[u]) = (T.CreateChecked(cosine), T.CreateChecked(sine));
        }
    }

    /// <summary>N.</summary>
    public int Pixels => _transform.Length;

    /// <summary>f₀ N.</summary>
    public int Carrier { get; }

    /// <summary>2WN.</summary>
    public int Modes { get; }

    /// <summary>Whether the lobes are apart, f₀ ≥ 3W and f₀ + W ≤ ½, so that recovery is exact.</summary>
    public bool IsExact => Carrier >= 3 * _half && Carrier + _half <= Pixels / 2;

    /// <summary>I(u) = |z(u) + A e^(2πi f₀u)|².</summary>
    /// <param name="real">Re z, N pixels.</param>
    /// <param name="imaginary">Im z, N pixels.</param>
    /// <param name="amplitude">A.</param>
    /// <param name="intensities">I, overwritten.</param>
    /// <exception cref="ArgumentException">A length is not N.</exception>
    public void Expose(ReadOnlySpan<T> real, ReadOnlySpan<T> imaginary, T amplitude, Span<T> intensities)
    {
        MatrixShape.CheckLength(real.Length, Pixels, "pixel", nameof(real));
        MatrixShape.CheckLength(imaginary.Length, Pixels, "pixel", nameof(imaginary));
        MatrixShape.CheckLength(intensities.Length, Pixels, "pixel", nameof(intensities));
        for (int u = 0; u < intensities.Length; u++)
        {
            T re = real[u] + amplitude * _carrierReal[u], im = imaginary[u] + amplitude * _carrierImaginary[u];
            intensities[u] = re * re + im * im;
        }
    }

    /// <summary>The spectrum of zρ*/A, moved back to zero frequency, from the spectrum of I.</summary>
    /// <param name="intensities">I, N pixels; overwritten.</param>
    /// <param name="working">N numbers, overwritten.</param>
    /// <param name="amplitude">A.</param>
    /// <param name="real">Real parts of the modes of z, in the order of a transform of their number, overwritten.</param>
    /// <param name="imaginary">Imaginary parts of the same, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ModesOf(Span<T> intensities, Span<T> working, T amplitude, Span<T> real, Span<T> imaginary)
    {
        MatrixShape.CheckLength(real.Length, Modes, "mode", nameof(real));
        MatrixShape.CheckLength(imaginary.Length, Modes, "mode", nameof(imaginary));
        working.Clear();
        _transform.Forward(intensities, working);
        for (int k = 1 - _half; k <= _half; k++)
        {
            int from = (k - Carrier + Pixels) % Pixels, to = (k + Modes) % Modes;
            real[to] = intensities[from] / amplitude;
            imaginary[to] = working[from] / amplitude;
        }
    }

    /// <summary>The field at every pixel.</summary>
    /// <param name="intensities">I, N pixels; overwritten.</param>
    /// <param name="amplitude">A.</param>
    /// <param name="real">Re z, N pixels, overwritten.</param>
    /// <param name="imaginary">Im z, N pixels, overwritten.</param>
    /// <exception cref="ArgumentException">A length is not N.</exception>
    public void Recover(Span<T> intensities, T amplitude, Span<T> real, Span<T> imaginary)
    {
        T[] ofReal = new T[Modes], ofImaginary = new T[Modes];
        ModesOf(intensities, real, amplitude, ofReal, ofImaginary);
        Field(ofReal, ofImaginary, real, imaginary);
    }

    /// <summary>The field at every pixel, from its modes.</summary>
    /// <param name="modesReal">Real parts of the modes.</param>
    /// <param name="modesImaginary">Imaginary parts of the modes.</param>
    /// <param name="real">Re z, N pixels, overwritten.</param>
    /// <param name="imaginary">Im z, N pixels, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Field(ReadOnlySpan<T> modesReal, ReadOnlySpan<T> modesImaginary, Span<T> real, Span<T> imaginary)
    {
        MatrixShape.CheckLength(modesReal.Length, Modes, "mode", nameof(modesReal));
        MatrixShape.CheckLength(modesImaginary.Length, Modes, "mode", nameof(modesImaginary));
        real.Clear();
        imaginary.Clear();
        for (int k = 1 - _half; k <= _half; k++)
        {
            int from = (k + Modes) % Modes, to = (k + Pixels) % Pixels;
            (real[to], imaginary[to]) = (modesReal[from], modesImaginary[from]);
        }

        _transform.Inverse(real, imaginary);
    }
}
