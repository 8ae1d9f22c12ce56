using System.Text.Json;

namespace AlignmentToolkit.Checkpoints;

/// <summary>The mapped bytes of a header, and the names and shapes in them.</summary>
internal sealed class HeaderText(MappedFile file, int start, int length)
{
    /// <summary>The longest name in bytes, as written; the reader refuses longer ones.</summary>
    public const int LongestName = 4096;

    public ReadOnlySpan<byte> Bytes => file.Slice(start, length);

    /// <summary>A name as text.</summary>
    public string Name(HeaderSlot slot)
    {
        Utf8JsonReader reader = Literal(slot);
        return reader.GetString()!;
    }

    /// <summary>Order of two names by their UTF-8 bytes without JSON's escapes.</summary>
    /// <exception cref="InvalidOperationException">Half of a surrogate pair is escaped.</exception>
    public int CompareNames(HeaderSlot a, HeaderSlot b)
    {
        if (!a.NameIsEscaped && !b.NameIsEscaped) return Written(a).SequenceCompareTo(Written(b));
        Span<byte> name = stackalloc byte[LongestName];
        return CompareName(a, name[..Unescape(b, name)]);
    }

    /// <summary>Order of a name and another in UTF-8.</summary>
    public int CompareName(HeaderSlot slot, ReadOnlySpan<byte> other)
    {
        if (!slot.NameIsEscaped) return Written(slot).SequenceCompareTo(other);
        Span<byte> name = stackalloc byte[LongestName];
        return name[..Unescape(slot, name)].SequenceCompareTo(other);
    }

    /// <summary>A shape. The header has been checked: the sizes are whole and their product fits.</summary>
    public TensorShape Shape(HeaderSlot slot)
    {
        Span<long> sizes = stackalloc long[SafeTensorsHeaderReader.LargestRank];
        int rank = 0;
        Utf8JsonReader reader = ShapeReader(slot);
        while (reader.Read() && reader.TokenType == JsonTokenType.Number) sizes[rank++] = reader.GetInt64();
        return new TensorShape(sizes[..rank]);
    }

    /// <summary>A reader on the numbers of a shape, past its opening bracket.</summary>
    public Utf8JsonReader ShapeReader(HeaderSlot slot)
    {
        ReadOnlySpan<byte> rest = Bytes[slot.ShapeStart..];
        Utf8JsonReader reader = new(rest[..(rest.IndexOf((byte)']') + 1)]);
        reader.Read();
        return reader;
    }

    private ReadOnlySpan<byte> Written(HeaderSlot slot) => Bytes.Slice(slot.NameStart + 1, slot.NameLength);

    private int Unescape(HeaderSlot slot, Span<byte> name)
    {
        Utf8JsonReader reader = Literal(slot);
        return reader.CopyString(name);
    }

    private Utf8JsonReader Literal(HeaderSlot slot)
    {
        Utf8JsonReader reader = new(Bytes.Slice(slot.NameStart, slot.NameLength + 2));
        reader.Read();
        return reader;
    }
}
