using System.Numerics;
using System.Runtime.CompilerServices;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>The first half of a long transform: the columns of a row-major matrix are transformed, and turned.</summary>
internal unsafe struct ColumnPanels<T> : IParallelBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Rows;
    public int Columns;
    public SplitComplex<T> Source;
    public SplitComplex<T> Destination;
    public SplitComplex<T> Roots;
    public SplitComplex<T> Fine;
    public SplitComplex<T> Coarse;

    /// <summary>Does one panel of columns.</summary>
    public readonly void Invoke(int index)
    {
        int width = Panel<T>.Width;
        nint size = (nint)Rows * width;
        using Workspace.Loan<T> loan = Workspace.Borrow<T>(4 * size);
        SplitComplex<T> first = new(loan.Start, loan.Start + size), second = first + (2 * size);
        nint column = (nint)index * width;
        SplitComplex<T> result = ColumnTransforms<T>.Run(Source + column, Columns, first, second, Rows, width, Roots, 1);
        Turn(result, Destination + column, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Turn(SplitComplex<T> from, SplitComplex<T> to, int panel)
    {
        int width = Panel<T>.Width;
        T* sourceReal = from.Real, sourceImaginary = from.Imaginary, fineReal = Fine.Real, fineImaginary = Fine.Imaginary;
        for (int k = 0; k < Rows; k++)
        {
            nint power = (nint)k * panel;
            Vector<T> coarseReal = new(Coarse.Real[power]), coarseImaginary = new(Coarse.Imaginary[power]);
            T* real = to.Real + ((nint)k * Columns), imaginary = to.Imaginary + ((nint)k * Columns);
            for (nint q = 0; q < width; q += Vector<T>.Count)
            {
                Vector<T> fr = Vector.Load(fineReal + q), fi = Vector.Load(fineImaginary + q);
                Vector<T> r = ComplexLanes.ProductReal(fr, fi, coarseReal, coarseImaginary);
                Vector<T> i = ComplexLanes.ProductImaginary(fr, fi, coarseReal, coarseImaginary);
                Vector<T> xr = Vector.Load(sourceReal + q), xi = Vector.Load(sourceImaginary + q);
                Vector.Store(ComplexLanes.ProductReal(xr, xi, r, i), real + q);
                Vector.Store(ComplexLanes.ProductImaginary(xr, xi, r, i), imaginary + q);
            }

            sourceReal += width;
            sourceImaginary += width;
            fineReal += width;
            fineImaginary += width;
        }
    }
}
