using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace AlignmentToolkit.Checkpoints;

/// <summary>The tensors of one header: checked in the reference's order, found by name, described on demand.</summary>
internal sealed class SafeTensorsIndex
{
    private readonly string _path;
    private readonly HeaderText _header;
    private readonly HeaderSlot[] _slots;
    private readonly int[] _byName;
    private readonly int _metadataStart;
    private readonly int _metadataLength;

    /// <param name="path">The file, for messages.</param>
    /// <param name="header">The bytes of the header.</param>
    /// <param name="dataStart">Place of the first byte after the header.</param>
    /// <param name="fileLength">Bytes in the file.</param>
    public SafeTensorsIndex(string path, HeaderText header, long dataStart, long fileLength)
    {
        _path = path;
        _header = header;
        if (!Utf8.IsValid(header.Bytes)) throw Refuse(CheckpointError.InvalidHeader, "the header is not UTF-8");
        try
        {
            _slots = new HeaderSlot[Count(header.Bytes)];
            (_metadataStart, _metadataLength) = Fill(header.Bytes, _slots);
            _slots.AsSpan().Sort(new OffsetOrder());
            _byName = SortByName(header, _slots);
            CheckMetadata();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // The JSON reader raises the latter for an escaped half of a surrogate pair.
            throw Refuse(CheckpointError.InvalidHeaderDeserialization, $"the header is not what the format wants: {cause.Message}");
        }

        ulong end = SafeTensorsLayout.Check(path, header, _slots);
        DataStart = dataStart;
        if (end != (ulong)(fileLength - dataStart))
            throw Refuse(
                CheckpointError.MetadataIncompleteBuffer,
                $"the tensors take {end} bytes after the header, the file has {fileLength - dataStart}");
    }

    public int TensorCount => _slots.Length;

    public long DataStart { get; }

    /// <summary>Free text that travels with the tensors. Of two equal keys the last counts, as in the reference.</summary>
    public Dictionary<string, string> ReadMetadata()
    {
        Dictionary<string, string> metadata = [];
        if (_metadataLength == 0) return metadata;
        Utf8JsonReader reader = new(_header.Bytes.Slice(_metadataStart, _metadataLength));
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
        {
            string key = reader.GetString()!;
            reader.Read();
            metadata[key] = reader.GetString()!;
        }

        return metadata;
    }

    /// <summary>The entry at a place in the order of bytes.</summary>
    public TensorEntry EntryAt(int place)
    {
        HeaderSlot slot = _slots[place];
        return new TensorEntry(_header.Name(slot), slot.ElementType, _header.Shape(slot), DataStart + (long)slot.Begin);
    }

    /// <summary>Place of a tensor in the order of bytes; negative where there is none.</summary>
    public int Find(string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        int low = 0, high = _byName.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = _header.CompareName(_slots[_byName[middle]], wanted);
            if (order == 0) return _byName[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    private static int Count(ReadOnlySpan<byte> header)
    {
        SafeTensorsHeaderReader reader = new(header);
        int count = 0;
        while (reader.Next(out _)) count++;
        return count;
    }

    private static (int MetadataStart, int MetadataLength) Fill(ReadOnlySpan<byte> header, Span<HeaderSlot> slots)
    {
        SafeTensorsHeaderReader reader = new(header);
        for (int i = 0; reader.Next(out HeaderSlot slot); i++) slots[i] = slot;
        return (Math.Max(0, reader.MetadataStart), reader.MetadataLength);
    }

    private static int[] SortByName(HeaderText header, HeaderSlot[] slots)
    {
        int[] order = new int[slots.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        order.AsSpan().Sort((a, b) => header.CompareNames(slots[a], slots[b]));
        for (int i = 1; i < order.Length; i++)
        {
            if (header.CompareNames(slots[order[i - 1]], slots[order[i]]) == 0)
                throw new JsonException($"two tensors have the name {PrintableName.Of(header.Name(slots[order[i]]))}");
        }

        return order;
    }

    // Escaped halves of surrogate pairs come to light only when a string is taken out.
    private void CheckMetadata()
    {
        ReadOnlySpan<byte> text = _header.Bytes.Slice(_metadataStart, _metadataLength);
        if (!text.Contains((byte)'\\')) return;
        byte[] buffer = new byte[text.Length];
        Utf8JsonReader reader = new(text);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped) reader.CopyString(buffer);
        }
    }

    private InvalidDataException Refuse(CheckpointError error, string reason) => CheckpointErrors.Refuse(error, _path, reason);

    private readonly struct OffsetOrder : IComparer<HeaderSlot>
    {
        public int Compare(HeaderSlot x, HeaderSlot y) =>
            x.Begin != y.Begin ? x.Begin.CompareTo(y.Begin) : x.End.CompareTo(y.End);
    }
}
