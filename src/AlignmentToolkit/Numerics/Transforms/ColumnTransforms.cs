using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>
/// Transforms of all columns of a row-major matrix at once: neighbours in memory belong to different columns, so nothing is shuffled.
/// </summary>
/// <remarks>
/// Stockham's self-sorting algorithm, decimation in frequency: a pass takes rows p, p + n/4, p + n/2, p + 3n/4 to rows
/// 4p … 4p + 3 of another buffer and leaves n/4 for the next, so that the order is right at the end and no bits are reversed.
/// </remarks>
internal static unsafe class ColumnTransforms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Transforms forwards.</summary>
    /// <param name="source">The matrix. It may lie in <paramref name="second"/>, and is overwritten only then.</param>
    /// <param name="stride">Distance between its rows.</param>
    /// <param name="first">Room for the matrix, rows without gaps.</param>
    /// <param name="second">The same again.</param>
    /// <param name="rows">Length of a transform, a power of two, at least 2.</param>
    /// <param name="columns">Number of transforms.</param>
    /// <param name="roots">Powers of e^(−2πi/N), at least ¾ N of them.</param>
    /// <param name="rootStep">N / <paramref name="rows"/>.</param>
    /// <returns>Which of the two buffers has the result.</returns>
    public static SplitComplex<T> Run(
        SplitComplex<T> source, nint stride, SplitComplex<T> first, SplitComplex<T> second, int rows, int columns,
        SplitComplex<T> roots, nint rootStep)
    {
        SplitComplex<T> from = source, to = first, other = second;
        nint width = columns;
        int left = rows;
        for (; left >= 4; left /= 4)
        {
            nint quarter = left / 4 * stride;
            PassBy4(from, quarter, to, width);
            for (int p = 1; p < left / 4; p++) PassBy4(from + (p * stride), quarter, to + (4 * p * width), width, roots, p * rootStep);
            width *= 4;
            stride = width;
            rootStep *= 4;
            (from, to, other) = (to, other, to);
        }

        if (left == 1) return from;
        PassBy2(from, stride, to, width);
        return to;
    }

    /// <summary>Sums and differences of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PassBy2(SplitComplex<T> x, nint half, SplitComplex<T> y, nint width)
    {
        Part(x.Real, y.Real);
        Part(x.Imaginary, y.Imaginary);

        void Part(T* a, T* sum)
        {
            T* b = a + half, difference = sum + width;
            nint q = 0;
            for (; q <= width - Vector<T>.Count; q += Vector<T>.Count)
            {
                Vector<T> u = Vector.Load(a + q), v = Vector.Load(b + q);
                Vector.Store(u + v, sum + q);
                Vector.Store(u - v, difference + q);
            }

            for (; q < width; q++) (sum[q], difference[q]) = (a[q] + b[q], a[q] - b[q]);
        }
    }

    /// <summary>A transform of length four on each column of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PassBy4(SplitComplex<T> x, nint quarter, SplitComplex<T> y, nint width)
    {
        T* ar = x.Real, br = ar + quarter, cr = br + quarter, dr = cr + quarter;
        T* ai = x.Imaginary, bi = ai + quarter, ci = bi + quarter, di = ci + quarter;
        T* yr = y.Real, yi = y.Imaginary;
        nint q = 0;
        for (; q <= width - Vector<T>.Count; q += Vector<T>.Count)
        {
            Vector<T> acr = Vector.Load(ar + q) + Vector.Load(cr + q), aci = Vector.Load(ai + q) + Vector.Load(ci + q);
            Vector<T> bdr = Vector.Load(br + q) + Vector.Load(dr + q), bdi = Vector.Load(bi + q) + Vector.Load(di + q);
            Vector.Store(acr + bdr, yr + q);
            Vector.Store(aci + bdi, yi + q);
            Vector.Store(acr - bdr, yr + (2 * width) + q);
            Vector.Store(aci - bdi, yi + (2 * width) + q);
            acr = Vector.Load(ar + q) - Vector.Load(cr + q);
            aci = Vector.Load(ai + q) - Vector.Load(ci + q);
            bdr = Vector.Load(br + q) - Vector.Load(dr + q);
            bdi = Vector.Load(bi + q) - Vector.Load(di + q);
            Vector.Store(acr + bdi, yr + width + q);
            Vector.Store(aci - bdr, yi + width + q);
            Vector.Store(acr - bdi, yr + (3 * width) + q);
            Vector.Store(aci + bdr, yi + (3 * width) + q);
        }

        for (; q < width; q++)
        {
            (T acr, T aci, T bdr, T bdi) = (ar[q] + cr[q], ai[q] + ci[q], br[q] + dr[q], bi[q] + di[q]);
            (yr[q], yi[q]) = (acr + bdr, aci + bdi);
            (yr[q + (2 * width)], yi[q + (2 * width)]) = (acr - bdr, aci - bdi);
            (acr, aci, bdr, bdi) = (ar[q] - cr[q], ai[q] - ci[q], br[q] - dr[q], bi[q] - di[q]);
            (yr[q + width], yi[q + width]) = (acr + bdi, aci - bdr);
            (yr[q + (3 * width)], yi[q + (3 * width)]) = (acr - bdi, aci + bdr);
        }
    }

    /// <summary>The same, followed by multiplication of row r with the r-th power of a root of unity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PassBy4(SplitComplex<T> x, nint quarter, SplitComplex<T> y, nint width, SplitComplex<T> roots, nint power)
    {
        T* ar = x.Real, br = ar + quarter, cr = br + quarter, dr = cr + quarter;
        T* ai = x.Imaginary, bi = ai + quarter, ci = bi + quarter, di = ci + quarter;
        T* yr = y.Real, yi = y.Imaginary;
        T u1 = roots.Real[power], u2 = roots.Real[2 * power], u3 = roots.Real[3 * power];
        T v1 = roots.Imaginary[power], v2 = roots.Imaginary[2 * power], v3 = roots.Imaginary[3 * power];
        Vector<T> r1 = new(u1), r2 = new(u2), r3 = new(u3), i1 = new(v1), i2 = new(v2), i3 = new(v3);
        nint q = 0;
        for (; q <= width - Vector<T>.Count; q += Vector<T>.Count)
        {
            Vector<T> acr = Vector.Load(ar + q) + Vector.Load(cr + q), aci = Vector.Load(ai + q) + Vector.Load(ci + q);
            Vector<T> bdr = Vector.Load(br + q) + Vector.Load(dr + q), bdi = Vector.Load(bi + q) + Vector.Load(di + q);
            Vector.Store(acr + bdr, yr + q);
            Vector.Store(aci + bdi, yi + q);
            StoreProduct(acr - bdr, aci - bdi, r2, i2, yr + (2 * width) + q, yi + (2 * width) + q);
            acr = Vector.Load(ar + q) - Vector.Load(cr + q);
            aci = Vector.Load(ai + q) - Vector.Load(ci + q);
            bdr = Vector.Load(br + q) - Vector.Load(dr + q);
            bdi = Vector.Load(bi + q) - Vector.Load(di + q);
            StoreProduct(acr + bdi, aci - bdr, r1, i1, yr + width + q, yi + width + q);
            StoreProduct(acr - bdi, aci + bdr, r3, i3, yr + (3 * width) + q, yi + (3 * width) + q);
        }

        for (; q < width; q++)
        {
            (T acr, T aci, T bdr, T bdi) = (ar[q] + cr[q], ai[q] + ci[q], br[q] + dr[q], bi[q] + di[q]);
            (yr[q], yi[q]) = (acr + bdr, aci + bdi);
            (yr[q + (2 * width)], yi[q + (2 * width)]) = Product(acr - bdr, aci - bdi, u2, v2);
            (acr, aci, bdr, bdi) = (ar[q] - cr[q], ai[q] - ci[q], br[q] - dr[q], bi[q] - di[q]);
            (yr[q + width], yi[q + width]) = Product(acr + bdi, aci - bdr, u1, v1);
            (yr[q + (3 * width)], yi[q + (3 * width)]) = Product(acr - bdi, aci + bdr, u3, v3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreProduct(Vector<T> xr, Vector<T> xi, Vector<T> yr, Vector<T> yi, T* real, T* imaginary)
    {
        Vector.Store(ComplexLanes.ProductReal(xr, xi, yr, yi), real);
        Vector.Store(ComplexLanes.ProductImaginary(xr, xi, yr, yi), imaginary);
    }

    private static (T Real, T Imaginary) Product(T xr, T xi, T yr, T yi) => ((xr * yr) - (xi * yi), (xr * yi) + (xi * yr));
}
