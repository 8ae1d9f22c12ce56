using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// Lays a block of a matrix out in the order in which <see cref="ITileKernel{T}"/> reads it: strips of fixed width, and inside a strip
/// the numbers of one k next to each other. The last strip is filled up with zeros.
/// </summary>
internal static unsafe class Packing
{
    /// <summary>Bytes of six single-precision numbers.</summary>
    private const int NarrowStrip = 24;

    /// <summary>Room for <paramref name="count"/> rows (or columns) when cut into strips.</summary>
    public static int Padded(int count, int strip) => (count + strip - 1) / strip * strip;

    /// <summary>
    /// Packs <c>source[i · across + k · along]</c> for i below <paramref name="count"/> and k below <paramref name="depth"/>.
    /// </summary>
    /// <remarks>One of the strides is 1 in every matrix this library stores; each has its own fast way.</remarks>
    public static void Pack<T>(T* source, nint across, nint along, int count, int depth, int strip, T* packed)
        where T : unmanaged
    {
        int whole = count / strip;
        int first = 0;
        if (across == 1)
        {
            CopyStrips((byte*)source, along * sizeof(T), whole, depth, strip * sizeof(T), (byte*)packed);
            first = whole;
        }
        else if (typeof(T) == typeof(float) && Transposition.IsSupported && along == 1 && (strip % 8 == 0 || strip == 6))
        {
            for (; first < whole; first++)
            {
                float* from = (float*)source + (first * strip * across);
                float* to = (float*)packed + ((nint)first * strip * depth);
                TransposeStrip(from, across, depth, strip, to);
            }
        }

        for (; first * strip < count; first++)
        {
            int width = Math.Min(strip, count - (first * strip));
            PackStrip(source + (first * strip * across), across, along, width, depth, strip, packed + ((nint)first * strip * depth));
        }
    }

    // Column by column, not strip by strip: a column of a large matrix lies on its own memory page, and is read in one go.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyStrips(byte* source, nint along, int strips, int depth, int stripBytes, byte* packed)
    {
        nint next = (nint)stripBytes * depth;
        for (int k = 0; k < depth; k++)
        {
            byte* from = source;
            byte* to = packed;
            int s = 0;
            if (stripBytes == NarrowStrip && k < depth - 1)
            {
                // One register for 24 bytes: the 8 too many are overwritten by the next k.
                for (; s < strips - 1; s++)
                {
                    Vector256.Load(from).Store(to);
                    from += NarrowStrip;
                    to += next;
                }
            }

            for (; s < strips; s++)
            {
                int i = 0;
                for (; i <= stripBytes - 32; i += 32) Vector256.Load(from + i).Store(to + i);
                for (; i <= stripBytes - 8; i += 8) *(ulong*)(to + i) = *(ulong*)(from + i);
                from += stripBytes;
                to += next;
            }

            source += along;
            packed += stripBytes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeStrip(float* source, nint across, int depth, int strip, float* packed)
    {
        // A strip of six is transposed as eight rows, the last one three times; each write of eight covers the two numbers too many
        // of the write before. The final rows are written one by one, since what lies behind may belong to another thread.
        int k = 0;
        int end = strip == 6 ? depth - 8 : depth - 7;
        for (; k < end; k += 8)
        {
            if (strip == 6)
            {
                Transposition.Transpose8x8(source + k, across, 5, packed + (k * 6), 6);
                continue;
            }

            for (int i = 0; i < strip; i += 8)
            {
                Transposition.Transpose8x8(source + (i * across) + k, across, 7, packed + (k * strip) + i, strip);
            }
        }

        for (; k < depth; k++)
        {
            for (int i = 0; i < strip; i++) packed[(k * strip) + i] = source[(i * across) + k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStrip<T>(T* source, nint across, nint along, int width, int depth, int strip, T* packed)
        where T : unmanaged
    {
        for (int k = 0; k < depth; k++)
        {
            T* from = source + (k * along);
            int i = 0;
            for (; i < width; i++) packed[i] = from[i * across];
            for (; i < strip; i++) packed[i] = default;
            packed += strip;
        }
    }
}
