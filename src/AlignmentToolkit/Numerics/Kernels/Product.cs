namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>A product C = A B in terms of addresses: A is Rows × Depth, B is Depth × Columns.</summary>
internal unsafe struct Product<T>
    where T : unmanaged
{
    public int Rows;
    public int Columns;
    public int Depth;

    public T* A;
    public nint ARow;
    public nint AColumn;

    public T* B;
    public nint BRow;
    public nint BColumn;

    /// <summary>Destination, or null where only the epilogue sees the product.</summary>
    public T* C;
    public nint CRow;
    public nint CColumn;

    public bool Accumulate;

    /// <summary>Whether this is Cᵀ = Bᵀ Aᵀ written in place of C = A B.</summary>
    public bool IsTransposed;

    /// <summary>Cᵀ = Bᵀ Aᵀ: the same sums in the same order.</summary>
    public readonly Product<T> Transposed() => new()
    {
        Rows = Columns,
        Columns = Rows,
        Depth = Depth,
        A = B,
        ARow = BColumn,
        AColumn = BRow,
        B = A,
        BRow = AColumn,
        BColumn = ARow,
        C = C,
        CRow = CColumn,
        CColumn = CRow,
        Accumulate = Accumulate,
        IsTransposed = !IsTransposed,
    };

    /// <summary>The product without its first rows.</summary>
    public readonly Product<T> WithoutRows(int count) => this with
    {
        Rows = Rows - count,
        A = A + (count * ARow),
        C = C + (count * CRow),
    };
}
