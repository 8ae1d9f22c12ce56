namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>The register width a product is computed with.</summary>
internal enum VectorPath
{
    /// <summary>The widest this processor has.</summary>
    Widest,

    /// <summary>128 bits, present everywhere.</summary>
    Vector128,

    /// <summary>256 bits: AVX2.</summary>
    Vector256,

    /// <summary>512 bits: AVX-512.</summary>
    Vector512,
}
