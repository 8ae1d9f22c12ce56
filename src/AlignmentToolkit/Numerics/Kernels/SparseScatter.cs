namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// The parallel loop over blocks of rows of A B with lists of B's nonzeros by k: a column of A is read once and added to each column of C
/// that has a nonzero there.
/// </summary>
internal readonly unsafe struct SparseScatter<TLanes, TVector>(Product<float> product, NonzeroLists lists, int firstColumn, int columns)
    : IParallelBody
    where TLanes : struct, ILanes<TVector, float>
    where TVector : struct
{
    // Columns of A lie pages apart, where the processor fetches nothing by itself.
    private const int FetchAhead = 6;

    private static int Rows => SparseTile<TLanes, TVector>.Rows;

    /// <summary>Computes one block of rows.</summary>
    public void Invoke(int index)
    {
        using Workspace.Loan<float> tile = Workspace.Borrow<float>(Rows * columns);
        int stretch = Stretches.Length(product.Depth);
        for (int k = 0; k < product.Depth; k += stretch)
        {
            new Span<float>(tile.Start, Rows * columns).Clear();
            Add(product.A + (index * Rows), k, Math.Min(k + stretch, product.Depth), tile.Start);
            bool accumulate = product.Accumulate || k > 0;
            for (int j = 0; j < columns; j++)
            {
                float* c = product.C + (index * Rows) + ((firstColumn + j) * product.CColumn);
                SparseTile<TLanes, TVector>.Put(tile.Start + (j * Rows), c, accumulate);
            }
        }
    }

    private void Add(float* a, int first, int end, float* tile)
    {
        for (int k = first; k < end; k++)
        {
            if (k + FetchAhead < end && lists.First(k + FetchAhead) != lists.End(k + FetchAhead))
                CacheHint.FetchLines(a + ((k + FetchAhead) * product.AColumn), Rows);
            NonzeroLists.Entry* from = lists.First(k), to = lists.End(k);
            if (from != to) SparseTile<TLanes, TVector>.Scatter(a + (k * product.AColumn), from, to, tile);
        }
    }
}
