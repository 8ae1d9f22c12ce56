namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>Leaves the product as it is. Recognised by its type, so it costs nothing.</summary>
internal readonly struct NoEpilogue<T> : IProductEpilogue<T>
    where T : unmanaged
{
    public void Apply(Span<T> product, int row, int column)
    {
    }
}
