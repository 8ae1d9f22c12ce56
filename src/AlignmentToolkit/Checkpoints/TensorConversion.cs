using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Numbers of any element type as binary32.</summary>
public static class TensorConversion
{
    /// <summary>Converts little-endian numbers; what does not fit is rounded to the nearest, ties to even.</summary>
    /// <param name="type">What they are. Numbers below eight bits and complex numbers have no conversion.</param>
    /// <param name="bytes">The numbers, without alignment.</param>
    /// <param name="values">One place for each.</param>
    /// <exception cref="ArgumentException">The number of bytes does not belong to the number of places.</exception>
    /// <exception cref="NotSupportedException"><paramref name="type"/> has no conversion.</exception>
    public static void ToSingle(TensorElementType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        RequireConvertible(type);
        if (bytes.Length != (long)values.Length * type.BitCount() / 8)
            throw new ArgumentException($"{bytes.Length} bytes are not {values.Length} numbers of type {type.FileName()}.", nameof(bytes));
        switch (type)
        {
            case TensorElementType.Float32: bytes.CopyTo(MemoryMarshal.AsBytes(values)); break;
            case TensorElementType.BFloat16: BFloat16Rounding.ToSingle(MemoryMarshal.Cast<byte, ushort>(bytes), values); break;
            case TensorElementType.Float16: TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values); break;
            case TensorElementType.Float64: Convert<double>(bytes, values); break;
            case TensorElementType.Boolean: for (int i = 0; i < bytes.Length; i++) values[i] = bytes[i] == 0 ? 0 : 1; break;
            case TensorElementType.UInt8: Convert<byte>(bytes, values); break;
            case TensorElementType.Int8: Convert<sbyte>(bytes, values); break;
            case TensorElementType.Int16: Convert<short>(bytes, values); break;
            case TensorElementType.UInt16: Convert<ushort>(bytes, values); break;
            case TensorElementType.Int32: Convert<int>(bytes, values); break;
            case TensorElementType.UInt32: Convert<uint>(bytes, values); break;
            case TensorElementType.Int64: Convert<long>(bytes, values); break;
            case TensorElementType.UInt64: Convert<ulong>(bytes, values); break;
            default: LookUp(Float8Tables.Of(type), bytes, values); break;
        }
    }

    /// <summary>Refuses the types without a conversion.</summary>
    internal static void RequireConvertible(TensorElementType type)
    {
        if (type is TensorElementType.Complex64 or TensorElementType.Float4 or TensorElementType.Float6E2M3 or TensorElementType.Float6E3M2)
            throw new NotSupportedException($"Numbers of type {type.FileName()} have no conversion to binary32; their bytes can be read.");
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < numbers.Length; i++) values[i] = float.CreateTruncating(numbers[i]);
    }

    private static void LookUp(float[] table, ReadOnlySpan<byte> codes, Span<float> values)
    {
        for (int i = 0; i < codes.Length; i++) values[i] = table[codes[i]];
    }
}
