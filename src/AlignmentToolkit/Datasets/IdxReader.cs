using System.Buffers.Binary;
using System.IO.Compression;

namespace AlignmentToolkit.Datasets;

/// <summary>One pass over one IDX stream; every complaint names the file and the place.</summary>
internal sealed class IdxReader : IDisposable
{
    private const int UnsignedByte = 0x08;

    /// <summary>One deflate block cannot expand further (zlib technical details).</summary>
    private const long GreatestExpansion = 1032;

    private readonly Stream _source;
    private readonly Stream _data;
    private readonly string _name;
    private readonly bool _compressed;
    private long _position;

    /// <param name="source">Seekable; stays open.</param>
    /// <param name="name">The file's name in messages.</param>
    public IdxReader(Stream source, string name)
    {
        _source = source;
        _name = name;
        Span<byte> magic = stackalloc byte[2];
        int length = source.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        _compressed = length == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        source.Position = 0;
        _data = _compressed ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : source;
    }

    /// <summary>The dimensions of the array that follows.</summary>
    public int[] ReadHeader(int dimensions, string what)
    {
        byte[] magic = new byte[4];
        Fill(magic, "the header");
        if (magic[0] != 0 || magic[1] != 0)
            throw Bad(0, $"this is no IDX file: it starts with 0x{Convert.ToHexString(magic)} instead of two zero bytes");
        if (magic[2] != UnsignedByte)
            throw Bad(2, $"element type 0x{magic[2]:X2} instead of 0x08 (unsigned byte)");
        if (magic[3] != dimensions)
            throw Bad(3, $"{magic[3]} dimensions instead of the {dimensions} of {what}");

        int[] shape = new int[dimensions];
        byte[] size = new byte[4];
        for (int d = 0; d < dimensions; d++)
        {
            long place = _position;
            Fill(size, "the header");
            uint value = BinaryPrimitives.ReadUInt32BigEndian(size);
            if (value is 0 or > int.MaxValue) throw Bad(place, $"dimension {d + 1} is {value}; 1 to {int.MaxValue} is allowed");
            shape[d] = (int)value;
        }

        return shape;
    }

    /// <summary>All elements, up to the very end of the stream.</summary>
    public byte[] ReadElements(int[] shape)
    {
        long count = CountElements(shape);
        long header = _position;
        ThrowIfTooShort(count);

        // Grows with what arrives: a hostile header costs no memory.
        byte[] elements = new byte[Math.Min(count, 1 << 16)];
        int filled = 0;
        while (true)
        {
            int read = Read(elements.AsSpan(filled));
            if (read == 0) throw Bad(_position, $"the file ends after {_position - header} of the {count} elements its header promises");
            filled += read;
            if (filled == count) break;
            if (filled == elements.Length) Array.Resize(ref elements, (int)Math.Min(count, 2L * filled));
        }

        ThrowIfMore();
        return elements;
    }

    public void Dispose()
    {
        if (_compressed) _data.Dispose();
    }

    private long CountElements(int[] shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            count *= size;
            if (count > Array.MaxLength) throw Bad(4, $"dimensions {string.Join(" × ", shape)} promise more elements than an array holds");
        }

        return count;
    }

    private void ThrowIfTooShort(long count)
    {
        long available = _compressed ? GreatestExpansion * _source.Length : _source.Length - _position;
        if (count > available)
        {
            string place = _compressed ? " in its compressed bytes" : "";
            throw Bad(_position, $"the header promises {count} elements, but the file has no more than {available}{place}");
        }
    }

    private void ThrowIfMore()
    {
        Span<byte> one = stackalloc byte[1];
        if (Read(one) != 0) throw Bad(_position - 1, "bytes follow after the last element");
        if (_compressed) ThrowIfTrailerIsCut();
    }

    // The decompressor is content with a missing trailer. A gzip member ends with its decompressed length (RFC 1952, section 2.3.1).
    private void ThrowIfTrailerIsCut()
    {
        byte[] length = new byte[4];
        _source.Position = _source.Length - length.Length;
        _source.ReadExactly(length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(length) != (uint)_position)
            throw Bad(
                _position, "the gzip stream is cut short or followed by something else: its last bytes are not its decompressed length");
    }

    private void Fill(byte[] destination, string what)
    {
        for (int filled = 0; filled < destination.Length;)
        {
            int read = Read(destination.AsSpan(filled));
            if (read == 0) throw Bad(_position, $"the file ends inside {what}");
            filled += read;
        }
    }

    private int Read(Span<byte> destination)
    {
        try
        {
            int read = _data.Read(destination);
            _position += read;
            return read;
        }
        catch (InvalidDataException damage)
        {
            throw new InvalidDataException(Place(_position, $"the gzip stream is damaged or cut short ({damage.Message})"), damage);
        }
    }

    private InvalidDataException Bad(long position, string reason) => new(Place(position, reason));

    private string Place(long position, string reason) =>
        FormattableString.Invariant($"{_name}: {(_compressed ? "decompressed byte" : "byte")} {position}: {reason}.");
}
