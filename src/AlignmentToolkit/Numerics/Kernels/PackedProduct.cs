namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// The blocked product [Goto 2008]: B is packed once by all threads, or read in place where that is faster; the rows of C are then dealt
/// out in blocks, whose share of A each thread packs for itself into its second-level cache.
/// </summary>
/// <remarks>
/// Every element of C is the sum over k in ascending order, cut into stretches of equal length that depends on the depth alone. So
/// neither the number of threads, nor the block a row falls into, nor the width of the registers changes a bit of the result, as long
/// as the processor fuses multiply and add.
/// </remarks>
internal static unsafe class PackedProduct<T, TTile, TEpilogue>
    where T : unmanaged
    where TTile : struct, ITileKernel<T>
    where TEpilogue : struct, IProductEpilogue<T>
{
    /// <summary>Bytes of packed A in one block: half of a second-level cache of 512 KiB, and less.</summary>
    private const int BlockBytes = 128 * 1024;

    /// <summary>Bytes of packed B, which lies in the last-level cache all cores share.</summary>
    private const int PackedBytes = 8 * 1024 * 1024;

    /// <summary>
    /// Depth and rows up to which contiguous columns of B are read where they lie: packing is then a tenth of the work and more. A deep
    /// product gains nothing, and loses where columns lie a multiple of 4 KiB apart, in the same few lines of the cache.
    /// </summary>
    private const int LargestInPlace = 256;

    /// <summary>Blocks of rows for each thread, where the cache does not ask for more.</summary>
    private const int BlocksPerThread = 2;

    /// <summary>Multiplications below which a second thread costs more than it brings.</summary>
    private const long SerialWork = 64 * 1024;

    /// <summary>Computes the product on the way round that wastes less of the tiles.</summary>
    public static void Run(in Product<T> product, TEpilogue epilogue)
    {
        bool turned = TileWork(product.Columns, product.Rows) * 9 / 8 < TileWork(product.Rows, product.Columns);
        RunOriented(turned ? product.Transposed() : product, epilogue);
    }

    private static long TileWork(int rows, int columns) => (long)Packing.Padded(rows, TTile.Rows) * Packing.Padded(columns, TTile.Columns);

    private static void RunOriented(in Product<T> product, TEpilogue epilogue)
    {
        int depth = Math.Max(1, product.Depth);
        int stretch = Stretches.Length(depth);
        bool serial = (long)product.Rows * product.Columns * depth < SerialWork;

        int strips = (product.Rows + TTile.Rows - 1) / TTile.Rows;
        int cached = Math.Max(1, BlockBytes / (stretch * TTile.Rows * sizeof(T)));
        int blockStrips = BlockStrips(strips, cached, serial ? 1 : Parallelism.Threads);
        int blockRows = blockStrips * TTile.Rows;
        int blocks = (strips + blockStrips - 1) / blockStrips;

        int widest = Math.Max(TTile.Columns, PackedBytes / (depth * sizeof(T)) / TTile.Columns * TTile.Columns);
        int paddedColumns = Packing.Padded(Math.Min(widest, product.Columns), TTile.Columns);
        bool inPlace = product.BRow == 1 && Math.Max(depth, product.Rows) <= LargestInPlace;
        using Workspace.Loan<T> packed = Workspace.Borrow<T>(inPlace ? 0 : (nint)depth * paddedColumns);
        for (int column = 0; column < product.Columns; column += widest)
        {
            int count = Math.Min(widest, product.Columns - column);
            PackedColumns<T, TTile> columns = new(product, column, count, stretch, inPlace ? null : packed.Start);
            RowBlocks<T, TTile, TEpilogue> rows = new(product, columns, blockRows, epilogue);
            if (serial)
            {
                for (int i = 0; i < columns.Pieces; i++) columns.Invoke(i);
                for (int i = 0; i < blocks; i++) rows.Invoke(i);
            }
            else
            {
                ParallelWork.For(columns.Pieces, columns);
                ParallelWork.For(blocks, rows);
            }
        }
    }

    /// <summary>
    /// Strips in one block of rows: what fits the cache, in several blocks for each thread, and dealt out evenly to within a sixteenth.
    /// </summary>
    /// <remarks>Not smaller than that asks for, since an epilogue reads memory in runs of a block.</remarks>
    private static int BlockStrips(int strips, int cached, int threads)
    {
        if (threads == 1) return Math.Min(cached, strips);
        int size = Math.Max(1, Math.Min(cached, strips / (BlocksPerThread * threads)));
        while (size > 1 && IsUneven(size)) size--;
        return size;

        bool IsUneven(int size) => (size * Packing.Padded((strips + size - 1) / size, threads)) - strips > strips / 16;
    }
}
