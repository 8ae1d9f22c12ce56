namespace AlignmentToolkit.Checkpoints;

/// <summary>What one number of a tensor is, in the order of the reference implementation of safetensors [HuggingFace 2026].</summary>
/// <remarks>A writer puts tensors of a later type first, so that every tensor lies aligned.</remarks>
public enum TensorElementType
{
    /// <summary><c>BOOL</c>: one byte, zero or one.</summary>
    Boolean,

    /// <summary><c>F4</c>: 4 bits, two numbers a byte.</summary>
    Float4,

    /// <summary><c>F6_E2M3</c>: 6 bits.</summary>
    Float6E2M3,

    /// <summary><c>F6_E3M2</c>: 6 bits.</summary>
    Float6E3M2,

    /// <summary><c>U8</c>: unsigned byte.</summary>
    UInt8,

    /// <summary><c>I8</c>: signed byte.</summary>
    Int8,

    /// <summary><c>F8_E5M2</c>: IEEE-like, bias 15, with infinities.</summary>
    Float8E5M2,

    /// <summary><c>F8_E4M3</c>: bias 7, no infinities, NaN at 0x7F and 0xFF.</summary>
    Float8E4M3,

    /// <summary><c>F8_E8M0</c>: the power of two 2^(b − 127), NaN at 0xFF.</summary>
    Float8E8M0,

    /// <summary><c>F8_E4M3FNUZ</c>: bias 8, no infinities, no negative zero, NaN at 0x80.</summary>
    Float8E4M3Fnuz,

    /// <summary><c>F8_E5M2FNUZ</c>: bias 16, no infinities, no negative zero, NaN at 0x80.</summary>
    Float8E5M2Fnuz,

    /// <summary><c>I16</c>.</summary>
    Int16,

    /// <summary><c>U16</c>.</summary>
    UInt16,

    /// <summary><c>F16</c>: IEEE binary16.</summary>
    Float16,

    /// <summary><c>BF16</c>: the upper half of a binary32.</summary>
    BFloat16,

    /// <summary><c>I32</c>.</summary>
    Int32,

    /// <summary><c>U32</c>.</summary>
    UInt32,

    /// <summary><c>F32</c>: IEEE binary32.</summary>
    Float32,

    /// <summary><c>C64</c>: two binary32, real and imaginary.</summary>
    Complex64,

    /// <summary><c>F64</c>: IEEE binary64.</summary>
    Float64,

    /// <summary><c>I64</c>.</summary>
    Int64,

    /// <summary><c>U64</c>.</summary>
    UInt64,
}
