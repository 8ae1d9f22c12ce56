using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace AlignmentToolkit.Checkpoints;

/// <summary>A safetensors file, mapped into memory and read on demand [HuggingFace 2026].</summary>
/// <remarks>
/// Eight bytes of header length N, N bytes of JSON, then the numbers. Opening reads the header only, checks all of it, and keeps
/// 44 bytes a tensor; refusals are <see cref="InvalidDataException"/> with a <see cref="CheckpointErrors"/> reason.
/// Stricter than the reference: duplicate and unknown fields, names of more than 4096 bytes, more than 64 dimensions and sizes beyond 63
/// bits are refused.
/// </remarks>
public sealed class SafeTensorsFile : ITensorSource
{
    /// <summary>The longest header that the format allows.</summary>
    public const int LongestHeader = 100_000_000;

    private readonly MappedFile _file;
    private readonly SafeTensorsIndex _index;

    private SafeTensorsFile(string path, MappedFile file)
    {
        Location = path;
        _file = file;
        int length = HeaderLength(path, file);
        _index = new SafeTensorsIndex(path, new HeaderText(file, sizeof(ulong), length), sizeof(ulong) + length, file.Length);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>Number of tensors.</summary>
    public int Count => _index.TensorCount;

    /// <summary>Free text that travels with the tensors, read anew on every call.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _index.ReadMetadata();

    /// <inheritdoc/>
    public IEnumerable<TensorEntry> Entries
    {
        get
        {
            for (int place = 0; place < _index.TensorCount; place++) yield return _index.EntryAt(place);
        }
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not a safetensors file; the message names file, tensor and reason.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MappedFile file = new(path);
        try
        {
            return new SafeTensorsFile(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out TensorEntry? entry)
    {
        ArgumentNullException.ThrowIfNull(name);
        int place = _index.Find(name);
        entry = place < 0 ? null : _index.EntryAt(place);
        return entry is not null;
    }

    /// <inheritdoc/>
    public void ReadSingle(string name, long first, Span<float> values) => TensorSources.Convert(Map(name), first, values);

    /// <inheritdoc/>
    public TensorBytes Map(string name)
    {
        TensorEntry entry = this.Entry(name);
        return new TensorBytes(entry, (nint)(_file.Address + entry.Offset));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static int HeaderLength(string path, MappedFile file)
    {
        if (file.Length < sizeof(ulong))
            throw CheckpointErrors.Refuse(
                CheckpointError.HeaderTooSmall, path, $"{file.Length} bytes do not hold the eight of the header's length");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Slice(0, sizeof(ulong)));
        if (length > LongestHeader)
            throw CheckpointErrors.Refuse(
                CheckpointError.HeaderTooLarge, path, $"the header claims {length} bytes, where {LongestHeader} are allowed");
        if (length > (ulong)(file.Length - sizeof(ulong)))
            throw CheckpointErrors.Refuse(
                CheckpointError.InvalidHeaderLength, path, $"the header claims {length} bytes in a file of {file.Length}");
        return (int)length;
    }
}
