using System.Numerics;
using System.Runtime.CompilerServices;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>
/// The second half of a long transform: the rows of a row-major matrix are transformed and written as columns of another.
/// </summary>
internal unsafe struct RowPanels<T> : IParallelBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Rows;
    public int Columns;
    public SplitComplex<T> Source;
    public SplitComplex<T> Destination;
    public SplitComplex<T> Roots;
    public T Scale;

    /// <summary>Does one panel of rows.</summary>
    public readonly void Invoke(int index)
    {
        int width = Panel<T>.Width;
        nint size = (nint)Columns * width;
        using Workspace.Loan<T> loan = Workspace.Borrow<T>(4 * size);
        SplitComplex<T> first = new(loan.Start, loan.Start + size), second = first + (2 * size);
        SplitComplex<T> rows = Source + ((nint)index * width * Columns);

        // Packing a matrix for a product transposes it in strips, and a panel is one strip.
        Packing.Pack(rows.Real, Columns, 1, width, Columns, width, second.Real);
        Packing.Pack(rows.Imaginary, Columns, 1, width, Columns, width, second.Imaginary);
        SplitComplex<T> result = ColumnTransforms<T>.Run(second, width, first, second, Columns, width, Roots, Rows / Columns);
        Store(result, Destination + ((nint)index * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Store(SplitComplex<T> from, SplitComplex<T> to)
    {
        int width = Panel<T>.Width;
        Vector<T> scale = new(Scale);
        for (int k = 0; k < Columns; k++)
        {
            nint source = (nint)k * width, destination = (nint)k * Rows;
            for (nint q = 0; q < width; q += Vector<T>.Count)
            {
                Vector.Store(Vector.Load(from.Real + source + q) * scale, to.Real + destination + q);
                Vector.Store(Vector.Load(from.Imaginary + source + q) * scale, to.Imaginary + destination + q);
            }
        }
    }
}
