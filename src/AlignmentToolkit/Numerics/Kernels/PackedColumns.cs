namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// Columns of B in packed form: for each stretch of k, one strip after the other; packing them is a parallel loop. Without memory for that,
/// columns whose numbers are neighbours are read where they lie.
/// </summary>
internal unsafe struct PackedColumns<T, TTile>(Product<T> product, int first, int count, int stretch, T* packed) : IParallelBody
    where T : unmanaged
    where TTile : struct, ITileKernel<T>
{
    private const int ColumnsInPiece = 96;

    /// <summary>First column that is packed.</summary>
    public readonly int First => first;

    /// <summary>How many are packed.</summary>
    public readonly int Count => count;

    /// <summary>Length of all stretches of k but the last.</summary>
    public readonly int Stretch => stretch;

    /// <summary>Whether the columns are read where they lie: nothing is packed.</summary>
    public readonly bool IsInPlace => packed == null;

    /// <summary>Pieces of the packing loop.</summary>
    public readonly int Pieces => IsInPlace ? 0 : (count + ColumnsInPiece - 1) / ColumnsInPiece;

    /// <summary>Column <paramref name="column"/>, counted from <see cref="First"/>, where it lies, from <paramref name="k"/> on.</summary>
    public readonly T* InPlace(int column, int k) => product.B + ((first + column) * product.BColumn) + (k * product.BRow);

    /// <summary>
    /// The packed strip that starts at column <paramref name="column"/>, counted from <see cref="First"/>, for the stretch from
    /// <paramref name="k"/> on.
    /// </summary>
    public readonly T* Strip(int column, int k) =>
        packed + ((nint)k * Packing.Padded(count, TTile.Columns)) + ((nint)column * Math.Min(stretch, product.Depth - k));

    /// <summary>Packs one piece.</summary>
    public readonly void Invoke(int index)
    {
        // A multiple of 6 and of 8, so that a piece ends where a strip does.
        int column = index * ColumnsInPiece;
        int columns = Math.Min(ColumnsInPiece, count - column);
        T* source = product.B + ((first + column) * product.BColumn);
        for (int k = 0; k < product.Depth; k += stretch)
        {
            int depth = Math.Min(stretch, product.Depth - k);
            Packing.Pack(source + (k * product.BRow), product.BColumn, product.BRow, columns, depth, TTile.Columns, Strip(column, k));
        }
    }
}
