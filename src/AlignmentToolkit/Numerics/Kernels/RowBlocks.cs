using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>The parallel loop over blocks of rows of C, against columns of B that are packed already or read in place.</summary>
internal unsafe struct RowBlocks<T, TTile, TEpilogue>(Product<T> product, PackedColumns<T, TTile> b, int blockRows, TEpilogue epilogue)
    : IParallelBody
    where T : unmanaged
    where TTile : struct, ITileKernel<T>
    where TEpilogue : struct, IProductEpilogue<T>
{
    private TEpilogue _epilogue = epilogue;

    private static bool HasEpilogue => typeof(TEpilogue) != typeof(NoEpilogue<T>);

    /// <summary>Computes one block of rows, all of its k.</summary>
    public void Invoke(int index)
    {
        int row = index * blockRows;
        int rows = Math.Min(blockRows, product.Rows - row);
        using Workspace.Loan<T> packed = Workspace.Borrow<T>((nint)Packing.Padded(rows, TTile.Rows) * Math.Min(b.Stretch, product.Depth));
        using Workspace.Loan<T> tile = Workspace.Borrow<T>(TTile.Rows * TTile.Columns);
        using Workspace.Loan<T> unstored = Workspace.Borrow<T>(UnstoredLength(rows));
        Block block = new() { Row = row, Rows = rows, A = packed.Start, SpareTile = tile.Start };
        Place(ref block, unstored.Start);

        // A product without terms is zero, and goes round once as well.
        do
        {
            block.Depth = Math.Min(b.Stretch, product.Depth - block.K);
            T* source = product.A + (row * product.ARow) + (block.K * product.AColumn);
            Packing.Pack(source, product.ARow, product.AColumn, rows, block.Depth, TTile.Rows, packed.Start);
            Multiply(block);
            block.K += block.Depth;
        }
        while (block.K < product.Depth);

        if (HasEpilogue && product.IsTransposed) ApplyToRows(block);
    }

    private readonly void Place(ref Block block, T* unstored)
    {
        if (product.C != null)
        {
            block.C = product.C + (block.Row * product.CRow) + (b.First * product.CColumn);
            block.CRow = product.CRow;
            block.CColumn = product.CColumn;
            block.CStrip = product.CColumn;
            return;
        }

        // The epilogue sees columns of the product as it was asked for, so those are what lies contiguous.
        block.C = unstored;
        block.CRow = product.IsTransposed ? b.Count : 1;
        block.CColumn = product.IsTransposed ? 1 : block.Rows;
        block.CStrip = !product.IsTransposed && product.Depth <= b.Stretch ? 0 : block.CColumn;
    }

    private readonly nint UnstoredLength(int rows)
    {
        if (product.C != null) return 0;
        bool strip = !product.IsTransposed && product.Depth <= b.Stretch;
        return (nint)rows * (strip ? TTile.Columns : b.Count);
    }

    private void Multiply(in Block block)
    {
        bool isFirst = block.K == 0;
        bool isLast = block.K + block.Depth >= product.Depth;
        bool accumulate = !isFirst || (product.Accumulate && product.C != null);
        for (int column = 0; column < b.Count; column += TTile.Columns)
        {
            int columns = Math.Min(TTile.Columns, b.Count - column);
            T* c = block.C + (column * block.CStrip);
            for (int row = 0; row < block.Rows; row += TTile.Rows)
            {
                T* a = block.A + ((nint)row * block.Depth);
                T* tile = c + (row * block.CRow);
                int rows = Math.Min(TTile.Rows, block.Rows - row);
                if (rows == TTile.Rows && columns == TTile.Columns && block.CRow == 1)
                {
                    RunTile(block, a, column, tile, block.CColumn, accumulate);
                    continue;
                }

                RunTile(block, a, column, block.SpareTile, TTile.Rows, accumulate: false);
                SpareTile.CopyTo(block.SpareTile, TTile.Rows, rows, columns, tile, block.CRow, block.CColumn, accumulate);
            }

            if (HasEpilogue && isLast && !product.IsTransposed) ApplyToColumns(block, c, column, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void RunTile(in Block block, T* a, int column, T* c, nint stride, bool accumulate)
    {
        if (b.IsInPlace)
        {
            int columns = Math.Min(TTile.Columns, b.Count - column);
            TTile.RunInPlace(block.Depth, a, b.InPlace(column, block.K), product.BColumn, columns, c, stride, accumulate);
        }
        else
        {
            TTile.Run(block.Depth, a, b.Strip(column, block.K), c, stride, accumulate);
        }
    }

    private void ApplyToColumns(in Block block, T* c, int column, int columns)
    {
        for (int j = 0; j < columns; j++)
        {
            _epilogue.Apply(new Span<T>(c + (j * block.CColumn), block.Rows), block.Row, b.First + column + j);
        }
    }

    private void ApplyToRows(in Block block)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            _epilogue.Apply(new Span<T>(block.C + (i * block.CRow), b.Count), b.First, block.Row + i);
        }
    }

    /// <summary>Where one block of rows stands.</summary>
    private struct Block
    {
        public int Row;
        public int Rows;
        public int K;
        public int Depth;
        public T* A;
        public T* SpareTile;

        /// <summary>Where element (Row, First column) goes.</summary>
        public T* C;
        public nint CRow;
        public nint CColumn;

        /// <summary>
        /// Distance, for each column, from one strip of columns to the next: 0 where all strips use the same memory one after the other.
        /// </summary>
        public nint CStrip;
    }
}
