using System.Buffers.Binary;
using System.Text;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Collects tensors and writes them as safetensors, byte for byte as the reference implementation does [HuggingFace
/// 2026].</summary>
/// <remarks>
/// Types of more bits come first, equal types in the order of their names' UTF-8 bytes, and the header is padded to eight bytes: every
/// tensor of the file lies aligned. Numbers are read when the file is written, so whoever adds memory leaves it alone until then.
/// </remarks>
/// <example><code>
/// new SafeTensorsWriter { Metadata = { ["format"] = "pt" } }
///     .Add("model.norm.weight", new TensorShape(64), weights, TensorElementType.BFloat16)
///     .Save("model.safetensors");
/// </code></example>
public sealed class SafeTensorsWriter
{
    private readonly List<TensorContent> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Free text that travels with the tensors.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Number of tensors so far.</summary>
    public int Count => _tensors.Count;

    /// <summary>Bytes of all tensors so far, headers not counted.</summary>
    public long TotalBytes => _tensors.Sum(tensor => tensor.ByteCount);

    /// <summary>The tensors in the order of adding.</summary>
    internal IReadOnlyList<TensorContent> Tensors => _tensors;

    /// <summary>Adds bytes that already have the form of the file: little-endian, row-major.</summary>
    /// <param name="name">A name not yet there.</param>
    /// <param name="type">What one number is.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="bytes">The numbers.</param>
    /// <exception cref="ArgumentException">The name is there, reserved or not Unicode, or the number of bytes is not the
    /// shape's.</exception>
    public SafeTensorsWriter Add(string name, TensorElementType type, TensorShape shape, ReadOnlyMemory<byte> bytes) =>
        Add(TensorContent.Of(name, type, shape, bytes));

    /// <summary>Adds binary32 numbers, rounded to nearest (ties to even) where <paramref name="type"/> is narrower.</summary>
    /// <param name="name">A name not yet there.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="values">The numbers, row-major.</param>
    /// <param name="type">F32, F64, F16 or BF16.</param>
    /// <exception cref="ArgumentException">As above, or <paramref name="type"/> is another one.</exception>
    public SafeTensorsWriter Add(
        string name, TensorShape shape, ReadOnlyMemory<float> values, TensorElementType type = TensorElementType.Float32) =>
        Add(TensorContent.Of(name, shape, values, type));

    /// <summary>Adds a tensor whose bytes are made while the file is written.</summary>
    /// <param name="name">A name not yet there.</param>
    /// <param name="type">What one number is.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="write">Writes exactly the tensor's bytes.</param>
    /// <exception cref="ArgumentException">The name is there, reserved or not Unicode, or the shape has no whole number of
    /// bytes.</exception>
    public SafeTensorsWriter Add(string name, TensorElementType type, TensorShape shape, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return Add(new TensorContent(name, type, shape, write));
    }

    /// <summary>Adds a tensor of another checkpoint byte for byte; it stays open until this one is saved.</summary>
    /// <param name="source">The other checkpoint.</param>
    /// <param name="name">The tensor.</param>
    /// <exception cref="InvalidDataException">The source has no such tensor.</exception>
    public SafeTensorsWriter Add(ITensorSource source, string name) => Add(TensorContent.Of(source, name));

    /// <summary>Writes one file; a reader sees the old one or the whole new one, also where the machine stops half-way.</summary>
    /// <param name="path">The file. It may be one that a source has mapped.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="cancellation">Stops between two tensors and leaves nothing behind.</param>
    /// <exception cref="InvalidOperationException">A tensor wrote more or fewer bytes than its shape needs.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Save(path, _tensors, Metadata, progress, cancellation);
    }

    internal static void Save(
        string path, IEnumerable<TensorContent> tensors, IReadOnlyDictionary<string, string> metadata,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        TensorContent[] inOrder = [.. tensors];
        Array.Sort(inOrder, Compare);
        byte[] header = SafeTensorsHeaderText.Compose(metadata, inOrder);
        if (header.Length > SafeTensorsFile.LongestHeader)
            throw new InvalidOperationException(
                $"The header would have {header.Length} bytes, where the format allows {SafeTensorsFile.LongestHeader}.");
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            for (int i = 0; i < inOrder.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                WriteTensor(stream, inOrder[i]);
                progress?.Report(new WorkProgress((i + 1.0) / inOrder.Length, inOrder[i].Name));
            }
        });
    }

    private static void WriteTensor(Stream stream, TensorContent tensor)
    {
        long start = stream.Position;
        tensor.Write(stream);
        if (stream.Position - start != tensor.ByteCount)
            throw new InvalidOperationException(
                $"Tensor {tensor.Name} wrote {stream.Position - start} bytes, where its shape and type need {tensor.ByteCount}.");
    }

    private static int Compare(TensorContent a, TensorContent b) => a.ElementType != b.ElementType
        ? b.ElementType.CompareTo(a.ElementType)
        : Encoding.UTF8.GetBytes(a.Name).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Name));

    private SafeTensorsWriter Add(TensorContent tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor.Name);
        if (tensor.Name == "__metadata__") throw new ArgumentException("The name __metadata__ is reserved by the format.", nameof(tensor));
        if (!IsUnicode(tensor.Name)) throw new ArgumentException("A tensor's name has half of a surrogate pair.", nameof(tensor));
        if (Encoding.UTF8.GetByteCount(tensor.Name) > HeaderText.LongestName / 6)
            throw new ArgumentException($"A tensor's name has at most {HeaderText.LongestName / 6} bytes in UTF-8.", nameof(tensor));
        if (!_names.Add(tensor.Name)) throw new ArgumentException($"There already is a tensor {tensor.Name}.", nameof(tensor));
        _tensors.Add(tensor);
        return this;
    }

    private static bool IsUnicode(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i])) continue;
            if (!char.IsSurrogatePair(name, i)) return false;
            i++;
        }

        return true;
    }
}
