namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// The parallel loop over blocks of rows of A B with lists of B's nonzeros by column: each column of C is the sum of those columns of A for
/// which it has a nonzero.
/// </summary>
internal readonly unsafe struct SparseGather<TLanes, TVector>(Product<float> product, NonzeroLists lists) : IParallelBody
    where TLanes : struct, ILanes<TVector, float>
    where TVector : struct
{
    private static int Rows => SparseTile<TLanes, TVector>.Rows;

    /// <summary>Computes one block of rows.</summary>
    public void Invoke(int index)
    {
        using Workspace.Loan<float> tile = Workspace.Borrow<float>(Rows * product.Depth);
        int row = index * Rows;
        for (int k = 0; k < product.Depth; k++)
            SparseTile<TLanes, TVector>.Put(product.A + row + (k * product.AColumn), tile.Start + (k * Rows), accumulate: false);
        for (int j = 0; j < product.Columns; j++)
        {
            float* c = product.C + row + (j * product.CColumn);
            SparseTile<TLanes, TVector>.Gather(tile.Start, lists.First(j), lists.End(j), c, product.Accumulate);
        }
    }
}
