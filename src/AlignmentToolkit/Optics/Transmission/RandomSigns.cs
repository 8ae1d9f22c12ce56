using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>A diagonal matrix D of random signs, one bit each.</summary>
internal sealed unsafe class RandomSigns
{
    private readonly uint[] _bits;

    /// <summary>Draws signs.</summary>
    /// <param name="length">How many.</param>
    /// <param name="stream">Where they come from.</param>
    public RandomSigns(int length, RandomStream stream)
    {
        _bits = new uint[(length + 31) / 32];
        stream.FillUInt32(_bits);
    }

    /// <summary>x → D x · scale.</summary>
    /// <param name="source">x, at most as many numbers as signs.</param>
    /// <param name="destination">As many numbers; it may be the source.</param>
    /// <param name="scale">A factor for all.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<float> source, Span<float> destination, float scale = 1)
    {
        Vector256<uint> laneBits = Vector256.Create(1u, 2, 4, 8, 16, 32, 64, 128), upper = Vector256.Create(0x80000000u);
        Vector256<float> factor = Vector256.Create(scale);
        fixed (float* from = source, to = destination)
        fixed (uint* bits = _bits)
        {
            int i = 0;
            for (; i <= source.Length - 8; i += 8)
            {
                Vector256<uint> eight = Vector256.Create(bits[i / 32] >> (i % 32));
                Vector256<uint> signs = Vector256.Equals(eight & laneBits, laneBits) & upper;
                Vector256<float> x = Vector256.Load(from + i) * factor;
                (x.AsUInt32() ^ signs).AsSingle().Store(to + i);
            }

            for (; i < source.Length; i++) to[i] = ((bits[i / 32] >> (i % 32)) & 1) != 0 ? -from[i] * scale : from[i] * scale;
        }
    }
}
