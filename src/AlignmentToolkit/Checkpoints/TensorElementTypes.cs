namespace AlignmentToolkit.Checkpoints;

/// <summary>Sizes and names of <see cref="TensorElementType"/>.</summary>
public static class TensorElementTypes
{
    private static readonly string[] Names =
    [
        "BOOL", "F4", "F6_E2M3", "F6_E3M2", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "I16", "U16", "F16",
        "BF16", "I32", "U32", "F32", "C64", "F64", "I64", "U64",
    ];

    private static readonly byte[] Bits = [8, 4, 6, 6, 8, 8, 8, 8, 8, 8, 8, 16, 16, 16, 16, 32, 32, 32, 64, 64, 64, 64];

    /// <summary>Number of element types.</summary>
    internal static int Count => Names.Length;

    /// <summary>Bits of one number, 4 to 64.</summary>
    /// <param name="type">The element type.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is not a defined value.</exception>
    public static int BitCount(this TensorElementType type) => Bits[Checked(type)];

    /// <summary>The name in a file, such as <c>BF16</c>.</summary>
    /// <param name="type">The element type.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is not a defined value.</exception>
    public static string FileName(this TensorElementType type) => Names[Checked(type)];

    /// <summary>Whether the numbers are real and kept in a floating-point format.</summary>
    /// <param name="type">The element type.</param>
    public static bool IsFloatingPoint(this TensorElementType type) => type is TensorElementType.Float64 or TensorElementType.Float32
        or TensorElementType.Float16 or TensorElementType.BFloat16 or TensorElementType.Float8E4M3 or TensorElementType.Float8E5M2
        or TensorElementType.Float8E8M0 or TensorElementType.Float8E4M3Fnuz or TensorElementType.Float8E5M2Fnuz
        or TensorElementType.Float4 or TensorElementType.Float6E2M3 or TensorElementType.Float6E3M2;

    private static int Checked(TensorElementType type)
    {
        if (!Enum.IsDefined(type)) throw new ArgumentOutOfRangeException(nameof(type), type, "This is not an element type.");
        return (int)type;
    }
}
