using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>Transposes small blocks in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>Whether the processor has the shuffles this needs; elsewhere the caller copies number by number.</summary>
    public static bool IsSupported => Avx.IsSupported;

    /// <summary>Writes the transpose of 8 rows of 8 numbers; rows beyond <paramref name="lastRow"/> repeat that one.</summary>
    /// <param name="source">First number; the numbers of a row are neighbours.</param>
    /// <param name="sourceStride">Distance between rows of <paramref name="source"/>.</param>
    /// <param name="lastRow">Last row that may be read, 5 to 7.</param>
    /// <param name="destination">Where the first column goes.</param>
    /// <param name="destinationStride">Distance between two columns written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose8x8(float* source, nint sourceStride, int lastRow, float* destination, nint destinationStride)
    {
        float* middle = source + (4 * sourceStride);
        Vector256<float> r0 = Vector256.Load(source);
        Vector256<float> r1 = Vector256.Load(source + sourceStride);
        Vector256<float> r2 = Vector256.Load(source + (2 * sourceStride));
        Vector256<float> r3 = Vector256.Load(source + (3 * sourceStride));
        Vector256<float> r4 = Vector256.Load(middle);
        Vector256<float> r5 = Vector256.Load(middle + sourceStride);
        Vector256<float> r6 = Vector256.Load(source + (Math.Min(6, lastRow) * sourceStride));
        Vector256<float> r7 = Vector256.Load(source + (Math.Min(7, lastRow) * sourceStride));

        (Vector256<float> p0, Vector256<float> p1, Vector256<float> p2, Vector256<float> p3) = Transpose4x4InHalves(r0, r1, r2, r3);
        (Vector256<float> q0, Vector256<float> q1, Vector256<float> q2, Vector256<float> q3) = Transpose4x4InHalves(r4, r5, r6, r7);

        // p and q hold columns k (lower half) and k + 4 (upper half) of rows 0–3 and 4–7.
        Avx.Permute2x128(p0, q0, 0x20).Store(destination);
        Avx.Permute2x128(p1, q1, 0x20).Store(destination + destinationStride);
        Avx.Permute2x128(p2, q2, 0x20).Store(destination + (2 * destinationStride));
        Avx.Permute2x128(p3, q3, 0x20).Store(destination + (3 * destinationStride));
        destination += 4 * destinationStride;
        Avx.Permute2x128(p0, q0, 0x31).Store(destination);
        Avx.Permute2x128(p1, q1, 0x31).Store(destination + destinationStride);
        Avx.Permute2x128(p2, q2, 0x31).Store(destination + (2 * destinationStride));
        Avx.Permute2x128(p3, q3, 0x31).Store(destination + (3 * destinationStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> C0, Vector256<float> C1, Vector256<float> C2, Vector256<float> C3) Transpose4x4InHalves(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
        return (
            Avx.Shuffle(low01, low23, 0x44),
            Avx.Shuffle(low01, low23, 0xEE),
            Avx.Shuffle(high01, high23, 0x44),
            Avx.Shuffle(high01, high23, 0xEE));
    }
}
