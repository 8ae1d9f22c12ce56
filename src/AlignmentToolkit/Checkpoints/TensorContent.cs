using System.Runtime.InteropServices;

namespace AlignmentToolkit.Checkpoints;

/// <summary>A tensor on its way into a file: what it is, and how its bytes come.</summary>
internal sealed record TensorContent(string Name, TensorElementType ElementType, TensorShape Shape, Action<Stream> Write)
{
    private const int Piece = 1 << 16;

    public long ByteCount { get; } = CountBytes(Name, ElementType, Shape);

    /// <summary>Bytes already in the form of the file.</summary>
    public static TensorContent Of(string name, TensorElementType type, TensorShape shape, ReadOnlyMemory<byte> bytes)
    {
        long needed = CountBytes(name, type, shape);
        if (bytes.Length != needed)
            throw new ArgumentException($"{name} {type.FileName()} {shape} needs {needed} bytes, not {bytes.Length}.", nameof(bytes));
        return new TensorContent(name, type, shape, stream => stream.Write(bytes.Span));
    }

    /// <summary>Binary32 numbers, rounded to the type of the file while they are written.</summary>
    public static TensorContent Of(string name, TensorShape shape, ReadOnlyMemory<float> values, TensorElementType type)
    {
        if (values.Length != shape.ElementCount)
            throw new ArgumentException($"{name} {shape} has {shape.ElementCount} numbers, not {values.Length}.", nameof(values));
        return type switch
        {
            TensorElementType.Float32 => new(name, type, shape, stream => stream.Write(MemoryMarshal.AsBytes(values.Span))),
            TensorElementType.Float64 => new(name, type, shape, stream => WriteRounded<double>(stream, values.Span, static x => x)),
            TensorElementType.Float16 => new(name, type, shape, stream => WriteRounded(stream, values.Span, static x => (Half)x)),
            TensorElementType.BFloat16 => new(name, type, shape, stream => WriteRounded(stream, values.Span, BFloat16Rounding.FromSingle)),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Numbers can be written as F32, F64, F16 or BF16."),
        };
    }

    /// <summary>A tensor of another checkpoint, byte for byte.</summary>
    public static TensorContent Of(ITensorSource source, string name)
    {
        TensorEntry entry = source.Entry(name);
        return new TensorContent(entry.Name, entry.ElementType, entry.Shape, stream =>
        {
            TensorBytes bytes = source.Map(name);
            for (long done = 0; done < bytes.Length; done += Piece << 4)
                stream.Write(bytes.Slice(done, (int)Math.Min(Piece << 4, bytes.Length - done)));
        });
    }

    private static void WriteRounded<T>(Stream stream, ReadOnlySpan<float> values, Func<float, T> round)
        where T : unmanaged
    {
        T[] rounded = new T[Math.Min(Piece, values.Length)];
        for (int done = 0; done < values.Length; done += Piece)
        {
            ReadOnlySpan<float> piece = values.Slice(done, Math.Min(Piece, values.Length - done));
            for (int i = 0; i < piece.Length; i++) rounded[i] = round(piece[i]);
            stream.Write(MemoryMarshal.AsBytes(rounded.AsSpan(0, piece.Length)));
        }
    }

    private static long CountBytes(string name, TensorElementType type, TensorShape shape)
    {
        UInt128 bits = (UInt128)shape.ElementCount * (UInt128)type.BitCount();
        if (bits % 8 != 0 || bits / 8 > long.MaxValue)
            throw new ArgumentException($"{name} {type.FileName()} {shape} does not have a whole number of bytes that 63 bits can count.");
        return (long)(bits / 8);
    }
}
