using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Checkpoints;

/// <summary>bfloat16, the upper sixteen bits of a binary32.</summary>
public static class BFloat16Rounding
{
    /// <summary>The nearest bfloat16, ties to even; overflow gives infinity, NaN stays a (quiet) NaN, subnormals are kept.</summary>
    /// <param name="value">Any number.</param>
    public static ushort FromSingle(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value)) return (ushort)((bits >> 16) | 0x40);

        // Half of the dropped part, less one where the kept part is even: a tie then stays below the carry.
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>The binary32 of the same value.</summary>
    /// <param name="bits">A bfloat16.</param>
    public static float ToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>Rounds every number.</summary>
    /// <param name="values">Numbers.</param>
    /// <param name="bits">As many places for the results.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void FromSingle(ReadOnlySpan<float> values, Span<ushort> bits)
    {
        RequireEqualLengths(values.Length, bits.Length);
        for (int i = 0; i < values.Length; i++) bits[i] = FromSingle(values[i]);
    }

    /// <summary>Widens every number.</summary>
    /// <param name="bits">bfloat16 numbers.</param>
    /// <param name="values">As many places for the results.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ToSingle(ReadOnlySpan<ushort> bits, Span<float> values)
    {
        RequireEqualLengths(bits.Length, values.Length);
        Span<uint> words = MemoryMarshal.Cast<float, uint>(values);
        int i = 0;
        for (; i <= bits.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Create(bits[i..]));
            (lower << 16).CopyTo(words[i..]);
            (upper << 16).CopyTo(words[(i + Vector256<uint>.Count)..]);
        }

        for (; i < bits.Length; i++) words[i] = (uint)bits[i] << 16;
    }

    private static void RequireEqualLengths(int from, int to)
    {
        if (from != to) throw new ArgumentException($"{from} numbers do not go into {to} places.");
    }
}
