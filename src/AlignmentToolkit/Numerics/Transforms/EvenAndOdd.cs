using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>
/// Between the transform Z of n/2 complex numbers, whose parts are the even and the odd places of a real signal, and the transform X of the
/// signal.
/// </summary>
/// <remarks>
/// With E and O the transforms of the even and of the odd places, Zₖ = Eₖ + i Oₖ and Xₖ = Eₖ + e^(−2πi k/n) Oₖ. Number n/2 − k of either
/// is the conjugate of number k, so the two are worked on together, the latter in reverse order.
/// </remarks>
internal static unsafe class EvenAndOdd<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Lanes => Vector256<T>.Count;

    private static T Half => T.One / (T.One + T.One);

    /// <summary>Z → X in place.</summary>
    /// <param name="z">Z, n/2 numbers, and room for one more.</param>
    /// <param name="half">n/2.</param>
    /// <param name="roots">Powers of e^(−2πi/n).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Separate(SplitComplex<T> z, int half, SplitComplex<T> roots)
    {
        T* real = z.Real, imaginary = z.Imaginary;
        (real[0], real[half]) = (real[0] + imaginary[0], real[0] - imaginary[0]);
        (imaginary[0], imaginary[half]) = (T.Zero, T.Zero);
        Vector256<T> oneHalf = Vector256.Create(Half);
        int k = 1;
        for (; k + Lanes <= half / 2; k += Lanes)
        {
            int m = half - k - Lanes + 1;
            Vector256<T> xr = Vector256.Load(real + k), xi = Vector256.Load(imaginary + k);
            Vector256<T> yr = Reverse(Vector256.Load(real + m)), yi = Reverse(Vector256.Load(imaginary + m));
            Vector256<T> wr = Vector256.Load(roots.Real + k), wi = Vector256.Load(roots.Imaginary + k);
            Vector256<T> evenReal = (xr + yr) * oneHalf, evenImaginary = (xi - yi) * oneHalf;
            Vector256<T> oddReal = (xi + yi) * oneHalf, oddImaginary = (yr - xr) * oneHalf;
            Vector256<T> turnedReal = (oddReal * wr) - (oddImaginary * wi), turnedImaginary = (oddReal * wi) + (oddImaginary * wr);
            (evenReal + turnedReal).Store(real + k);
            (evenImaginary + turnedImaginary).Store(imaginary + k);
            Reverse(evenReal - turnedReal).Store(real + m);
            Reverse(turnedImaginary - evenImaginary).Store(imaginary + m);
        }

        for (; k <= half / 2; k++)
        {
            int m = half - k;
            T evenReal = (real[k] + real[m]) * Half, evenImaginary = (imaginary[k] - imaginary[m]) * Half;
            T oddReal = (imaginary[k] + imaginary[m]) * Half, oddImaginary = (real[m] - real[k]) * Half;
            T turnedReal = (oddReal * roots.Real[k]) - (oddImaginary * roots.Imaginary[k]);
            T turnedImaginary = (oddReal * roots.Imaginary[k]) + (oddImaginary * roots.Real[k]);
            (real[k], imaginary[k]) = (evenReal + turnedReal, evenImaginary + turnedImaginary);
            if (k < m) (real[m], imaginary[m]) = (evenReal - turnedReal, turnedImaginary - evenImaginary);
        }
    }

    /// <summary>X → Z.</summary>
    /// <param name="x">X, n/2 + 1 numbers.</param>
    /// <param name="z">Z, n/2 numbers, overwritten.</param>
    /// <param name="half">n/2.</param>
    /// <param name="roots">Powers of e^(−2πi/n).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(SplitComplex<T> x, SplitComplex<T> z, int half, SplitComplex<T> roots)
    {
        z.Real[0] = (x.Real[0] + x.Real[half]) * Half;
        z.Imaginary[0] = (x.Real[0] - x.Real[half]) * Half;
        Vector256<T> oneHalf = Vector256.Create(Half);
        int k = 1;
        for (; k + Lanes <= half / 2; k += Lanes)
        {
            int m = half - k - Lanes + 1;
            Vector256<T> xr = Vector256.Load(x.Real + k), xi = Vector256.Load(x.Imaginary + k);
            Vector256<T> yr = Reverse(Vector256.Load(x.Real + m)), yi = Reverse(Vector256.Load(x.Imaginary + m));
            Vector256<T> wr = Vector256.Load(roots.Real + k), wi = Vector256.Load(roots.Imaginary + k);
            Vector256<T> evenReal = (xr + yr) * oneHalf, evenImaginary = (xi - yi) * oneHalf;
            Vector256<T> turnedReal = (xr - yr) * oneHalf, turnedImaginary = (xi + yi) * oneHalf;
            Vector256<T> oddReal = (turnedReal * wr) + (turnedImaginary * wi), oddImaginary = (turnedImaginary * wr) - (turnedReal * wi);
            (evenReal - oddImaginary).Store(z.Real + k);
            (evenImaginary + oddReal).Store(z.Imaginary + k);
            Reverse(evenReal + oddImaginary).Store(z.Real + m);
            Reverse(oddReal - evenImaginary).Store(z.Imaginary + m);
        }

        for (; k <= half / 2; k++)
        {
            int m = half - k;
            T evenReal = (x.Real[k] + x.Real[m]) * Half, evenImaginary = (x.Imaginary[k] - x.Imaginary[m]) * Half;
            T turnedReal = (x.Real[k] - x.Real[m]) * Half, turnedImaginary = (x.Imaginary[k] + x.Imaginary[m]) * Half;
            T oddReal = (turnedReal * roots.Real[k]) + (turnedImaginary * roots.Imaginary[k]);
            T oddImaginary = (turnedImaginary * roots.Real[k]) - (turnedReal * roots.Imaginary[k]);
            (z.Real[k], z.Imaginary[k]) = (evenReal - oddImaginary, evenImaginary + oddReal);
            (z.Real[m], z.Imaginary[m]) = (evenReal + oddImaginary, oddReal - evenImaginary);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Reverse(Vector256<T> x) => typeof(T) == typeof(float)
        ? Vector256.Shuffle(x.AsSingle(), Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)).As<float, T>()
        : Vector256.Shuffle(x.AsDouble(), Vector256.Create(3L, 2, 1, 0)).As<double, T>();
}
