using System.IO.MemoryMappedFiles;

namespace AlignmentToolkit.Checkpoints;

/// <summary>A file seen as memory, read-only. Pages are read when they are touched and can be dropped again, so it costs no heap.</summary>
/// <remarks>
/// As with any mapping, another program that truncates the file in the meantime takes pages away under the reader; one that replaces it by
/// renaming, as a writer should, does not.
/// </remarks>
internal sealed class MappedFile : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private nint _address;
    private bool _closed;

    public unsafe MappedFile(string path)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Checkpoints hold little-endian numbers, which this machine cannot use in place.");
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Length = stream.Length;
        if (Length == 0) return;
        _file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _address = (nint)(start + _view.PointerOffset);
    }

    /// <summary>Bytes in the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>Where the bytes are; zero for an empty file.</summary>
    public nint Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _address;
        }
    }

    /// <summary>Some bytes.</summary>
    public unsafe ReadOnlySpan<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new ReadOnlySpan<byte>((byte*)Address + start, length);
    }

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        if (_address != 0) _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _address = 0;
        _view?.Dispose();
        _file?.Dispose();
    }
}
