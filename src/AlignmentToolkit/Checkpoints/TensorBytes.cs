namespace AlignmentToolkit.Checkpoints;

/// <summary>The bytes of one tensor in memory, little-endian and row-major. They belong to the source and go with it.</summary>
public readonly struct TensorBytes
{
    internal TensorBytes(TensorEntry entry, nint address)
    {
        Entry = entry;
        Address = address;
    }

    /// <summary>What they are.</summary>
    public TensorEntry Entry { get; }

    /// <summary>Where they start; aligned only as well as the file is.</summary>
    public nint Address { get; }

    /// <summary>How many there are.</summary>
    public long Length => Entry.ByteCount;

    /// <summary>Some of the bytes.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tensor does not have these bytes.</exception>
    public unsafe ReadOnlySpan<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new ReadOnlySpan<byte>((byte*)Address + start, length);
    }

    /// <summary>All bytes of a tensor of less than 2 GiB.</summary>
    /// <exception cref="InvalidOperationException">There are more than one span can hold; take slices.</exception>
    public ReadOnlySpan<byte> AsSpan() => Length <= int.MaxValue
        ? Slice(0, (int)Length)
        : throw new InvalidOperationException($"{Entry} has {Length} bytes, more than one span can hold: take slices.");
}
