namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>Where complex numbers lie whose real and imaginary parts are kept apart.</summary>
/// <param name="real">The real parts.</param>
/// <param name="imaginary">The imaginary parts.</param>
internal readonly unsafe struct SplitComplex<T>(T* real, T* imaginary)
    where T : unmanaged
{
    /// <summary>The real parts.</summary>
    public T* Real => real;

    /// <summary>The imaginary parts.</summary>
    public T* Imaginary => imaginary;

    /// <summary>The same from a later number on.</summary>
    public static SplitComplex<T> operator +(SplitComplex<T> start, nint count) => new(start.Real + count, start.Imaginary + count);
}
