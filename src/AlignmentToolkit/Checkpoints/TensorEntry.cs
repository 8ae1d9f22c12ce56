namespace AlignmentToolkit.Checkpoints;

/// <summary>What a checkpoint says of one tensor.</summary>
/// <param name="Name">Its name, such as <c>model.norm.weight</c>. It comes from the file: never use it as the name of one.</param>
/// <param name="ElementType">What one number is.</param>
/// <param name="Shape">Its dimensions, row-major.</param>
/// <param name="Offset">Where its bytes start in the file.</param>
public sealed record TensorEntry(string Name, TensorElementType ElementType, TensorShape Shape, long Offset)
{
    /// <summary>Number of numbers.</summary>
    public long ElementCount => Shape.ElementCount;

    /// <summary>Number of bytes.</summary>
    public long ByteCount => checked((long)((UInt128)Shape.ElementCount * (UInt128)ElementType.BitCount() / 8));

    /// <summary>For people, such as <c>model.norm.weight F32 [64]</c>.</summary>
    public override string ToString() => $"{PrintableName.Of(Name)} {ElementType.FileName()} {Shape}";
}
