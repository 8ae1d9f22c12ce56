using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// Products whose right operand is mostly zeros, such as images on a black background: only its nonzeros are multiplied.
/// </summary>
/// <remarks>
/// The sums are those of <see cref="PackedProduct{T, TTile, TEpilogue}"/> without the terms that are zero, in the same order and the same
/// stretches: the same bits, as long as all numbers are finite.
/// </remarks>
internal static unsafe class SparseProduct
{
    // Above this share of nonzeros the multiplications saved do not pay for the lists.
    private const double MostNonzeros = 0.35;

    // Multiplications below which there is nothing to be saved.
    private const long LeastWork = 1024 * 1024;

    /// <summary>
    /// Computes the product if B has many zeros and lies so that they are listed quickly: as it is, or as the transpose of a matrix with
    /// few columns.
    /// </summary>
    /// <returns>Rows computed, from the first on: all but a few, or none.</returns>
    public static int Run(in Product<float> product)
    {
        bool isLarge = (long)product.Rows * product.Columns * product.Depth >= LeastWork;
        if (!isLarge || product.ARow != 1 || product.CRow != 1 || product.C == null) return 0;
        if (Vector512.IsHardwareAccelerated) return Run<Lanes512<float>, Vector512<float>>(product);
        return Vector256.IsHardwareAccelerated ? Run<Lanes256<float>, Vector256<float>>(product) : 0;
    }

    private static int Run<TLanes, TVector>(in Product<float> product)
        where TLanes : struct, ILanes<TVector, float>
        where TVector : struct
    {
        int blockRows = SparseTile<TLanes, TVector>.Rows, blocks = product.Rows / blockRows;
        bool isDone = blocks > 0 && product switch
        {
            { BRow: 1 } => RunScattered<TLanes, TVector>(product, blocks),
            { BColumn: 1, Depth: <= SparseTile<TLanes, TVector>.LongestDepth } => RunGathered<TLanes, TVector>(product, blocks),
            _ => false,
        };
        return isDone ? blocks * blockRows : 0;
    }

    // W X: the numbers of an example lie together. Lists by k say which examples have a nonzero there.
    private static bool RunScattered<TLanes, TVector>(in Product<float> product, int blocks)
        where TLanes : struct, ILanes<TVector, float>
        where TVector : struct
    {
        const int groupColumns = SparseTile<TLanes, TVector>.MostColumns;
        using Workspace.Loan<int> starts = Workspace.Borrow<int>(NonzeroLists.StartCount(product.Depth));
        for (int column = 0; column < product.Columns; column += groupColumns)
        {
            int columns = Math.Min(groupColumns, product.Columns - column);
            float* source = product.B + (column * product.BColumn);

            // The first group decides for all.
            int most = column == 0 ? (int)(MostNonzeros * columns * product.Depth) : int.MaxValue;
            int count = NonzeroLists.Count(source, product.BColumn, columns, product.Depth, most, starts.Start);
            if (count > most) return false;
            using Workspace.Loan<NonzeroLists.Entry> entries = Workspace.Borrow<NonzeroLists.Entry>(count);
            int step = SparseTile<TLanes, TVector>.Rows;
            NonzeroLists lists = NonzeroLists.Fill(
                source, product.BColumn, columns, product.Depth, step, starts.Start, entries.Start);
            ParallelWork.For(blocks, new SparseScatter<TLanes, TVector>(product, lists, column, columns));
        }

        return true;
    }

    // P Qᵀ: the numbers of an example lie together in Q. Lists by column of C say which examples have a nonzero there.
    private static bool RunGathered<TLanes, TVector>(in Product<float> product, int blocks)
        where TLanes : struct, ILanes<TVector, float>
        where TVector : struct
    {
        int most = (int)(MostNonzeros * product.Columns * product.Depth);
        using Workspace.Loan<int> starts = Workspace.Borrow<int>(NonzeroLists.StartCount(product.Columns));
        int count = NonzeroLists.Count(product.B, product.BRow, product.Depth, product.Columns, most, starts.Start);
        if (count > most) return false;
        using Workspace.Loan<NonzeroLists.Entry> entries = Workspace.Borrow<NonzeroLists.Entry>(count);
        NonzeroLists lists = NonzeroLists.Fill(
            product.B, product.BRow, product.Depth, product.Columns, SparseTile<TLanes, TVector>.Rows, starts.Start, entries.Start);
        ParallelWork.For(blocks, new SparseGather<TLanes, TVector>(product, lists));
        return true;
    }
}
