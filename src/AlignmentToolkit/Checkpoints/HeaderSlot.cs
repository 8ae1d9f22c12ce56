namespace AlignmentToolkit.Checkpoints;

/// <summary>One tensor of a safetensors header, as places in it: names and shapes stay in the mapped file until someone asks.</summary>
/// <remarks>Forty bytes, less than the shortest possible entry of a header takes, so an index never outgrows its file.</remarks>
internal struct HeaderSlot
{
    /// <summary>Place of the name's opening quote.</summary>
    public int NameStart;

    /// <summary>Bytes of the name between its quotes, as written.</summary>
    public int NameLength;

    /// <summary>Place of the shape's opening bracket.</summary>
    public int ShapeStart;

    /// <summary>Whether the name has JSON escapes.</summary>
    public bool NameIsEscaped;

    /// <summary>The element type.</summary>
    public TensorElementType ElementType;

    /// <summary>First byte, relative to the end of the header.</summary>
    public ulong Begin;

    /// <summary>Byte after the last.</summary>
    public ulong End;
}
