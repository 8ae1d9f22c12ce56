using System.Globalization;
using System.Text.Json;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Reads a header tensor by tensor without allocating, and refuses whatever the format's schema does not allow.</summary>
/// <remarks>
/// Stricter than the reference's map-based parse, which keeps the last of two equal fields: readers that differ on duplicates are a
/// way to show one program one model and another program another.
/// </remarks>
internal ref struct SafeTensorsHeaderReader
{
    /// <summary>More dimensions than any framework has; a longer list is an attempt to make a small file large in memory.</summary>
    public const int LargestRank = 64;

    private Utf8JsonReader _reader;

    /// <exception cref="JsonException">The header does not start as an object.</exception>
    public SafeTensorsHeaderReader(ReadOnlySpan<byte> header)
    {
        _reader = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 8 });
        Expect(JsonTokenType.StartObject, "an object");
    }

    /// <summary>Place of the value of <c>__metadata__</c>; −1 while none has been seen.</summary>
    public int MetadataStart { get; private set; } = -1;

    /// <summary>Bytes of the value of <c>__metadata__</c>.</summary>
    public int MetadataLength { get; private set; }

    /// <summary>The next tensor, or false after the last.</summary>
    /// <exception cref="JsonException">The header is not of the right form.</exception>
    public bool Next(out HeaderSlot slot)
    {
        slot = default;
        while (true)
        {
            Advance();
            if (_reader.TokenType == JsonTokenType.EndObject)
            {
                if (_reader.Read()) throw new JsonException("something follows the header's object");
                return false;
            }

            if (_reader.ValueTextEquals("__metadata__"u8)) SkipMetadata();
            else
            {
                ReadName(ref slot);
                ReadTensor(ref slot);
                return true;
            }
        }
    }

    private readonly void ReadName(ref HeaderSlot slot)
    {
        slot.NameStart = (int)_reader.TokenStartIndex;
        slot.NameLength = _reader.ValueSpan.Length;
        slot.NameIsEscaped = _reader.ValueIsEscaped;
        if (slot.NameLength > HeaderText.LongestName)
            throw new JsonException($"a tensor's name has more than {HeaderText.LongestName} bytes");
        if (!slot.NameIsEscaped) return;

        // An escaped half of a surrogate pair comes to light only when the name is taken out.
        Span<byte> name = stackalloc byte[HeaderText.LongestName];
        _reader.CopyString(name);
    }

    private void SkipMetadata()
    {
        if (MetadataStart >= 0) throw new JsonException("__metadata__ appears twice");
        Expect(JsonTokenType.StartObject, "an object as __metadata__");
        MetadataStart = (int)_reader.TokenStartIndex;
        for (Advance(); _reader.TokenType == JsonTokenType.PropertyName; Advance())
            Expect(JsonTokenType.String, "only strings in __metadata__");
        MetadataLength = (int)_reader.BytesConsumed - MetadataStart;
    }

    private void ReadTensor(ref HeaderSlot slot)
    {
        bool hasType = false, hasShape = false, hasOffsets = false;
        Expect(JsonTokenType.StartObject, "an object for every tensor");
        for (Advance(); _reader.TokenType == JsonTokenType.PropertyName; Advance())
        {
            if (_reader.ValueTextEquals("dtype"u8))
            {
                Once(ref hasType, "dtype");
                slot.ElementType = ReadType();
            }
            else if (_reader.ValueTextEquals("shape"u8))
            {
                Once(ref hasShape, "shape");
                slot.ShapeStart = SkipShape();
            }
            else if (_reader.ValueTextEquals("data_offsets"u8))
            {
                Once(ref hasOffsets, "data_offsets");
                (slot.Begin, slot.End) = ReadOffsets();
            }
            else throw new JsonException("a tensor has a field other than dtype, shape and data_offsets");
        }

        if (!(hasType && hasShape && hasOffsets)) throw new JsonException("a tensor lacks dtype, shape or data_offsets");
    }

    private TensorElementType ReadType()
    {
        Expect(JsonTokenType.String, "a string as dtype");
        for (int type = 0; type < TensorElementTypes.Count; type++)
        {
            if (_reader.ValueTextEquals(((TensorElementType)type).FileName())) return (TensorElementType)type;
        }

        throw new JsonException("a tensor has an unknown dtype");
    }

    private int SkipShape()
    {
        Expect(JsonTokenType.StartArray, "an array as shape");
        int start = (int)_reader.TokenStartIndex;
        int rank = 0;
        for (Advance(); _reader.TokenType != JsonTokenType.EndArray; Advance())
        {
            WholeNumber(_reader);
            if (++rank > LargestRank) throw new JsonException($"a shape has more than {LargestRank} dimensions");
        }

        return start;
    }

    private (ulong Begin, ulong End) ReadOffsets()
    {
        Expect(JsonTokenType.StartArray, "an array as data_offsets");
        Advance();
        ulong begin = WholeNumber(_reader);
        Advance();
        ulong end = WholeNumber(_reader);
        Expect(JsonTokenType.EndArray, "two data_offsets");
        return (begin, end);
    }

    /// <summary>The unsigned 64-bit number at the reader. Signs, fractions, exponents are refused.</summary>
    internal static ulong WholeNumber(in Utf8JsonReader reader)
    {
        // 1.0 and 1e0 are numbers to JSON; the format wants plain digits. JSON itself refuses leading zeros.
        if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !ulong.TryParse(reader.ValueSpan, CultureInfo.InvariantCulture, out ulong value))
        {
            throw new JsonException("a size or offset is not a whole number of 64 bits");
        }

        return value;
    }

    private static void Once(ref bool seen, string field)
    {
        if (seen) throw new JsonException($"a tensor has two fields {field}");
        seen = true;
    }

    private void Expect(JsonTokenType type, string what)
    {
        Advance();
        if (_reader.TokenType != type) throw new JsonException($"the format wants {what}, at byte {_reader.TokenStartIndex}");
    }

    private void Advance()
    {
        if (!_reader.Read()) throw new JsonException("the header ends early");
    }
}
