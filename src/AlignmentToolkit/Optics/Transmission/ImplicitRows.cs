using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>
/// The parallel loop over blocks of rows of R: each stretch of a block is generated in packed form and multiplied at once.
/// </summary>
internal unsafe struct ImplicitRows<TTile> : IParallelBody
    where TTile : struct, ITileKernel<float>
{
    /// <summary>Rows of a block: whole groups of entries, and whole tiles of any register width.</summary>
    private const int BlockRows = 48;

    public GaussianEntries Entries;
    public int OutputSize;
    public int Depth;
    public int Stretch;
    public int FirstColumn;
    public int Batch;
    public float* Packed;
    public float* Real;
    public float* Imaginary;

    /// <summary>Number of blocks.</summary>
    public readonly int Blocks => (OutputSize + BlockRows - 1) / BlockRows;

    /// <summary>Computes one block.</summary>
    public readonly void Invoke(int index)
    {
        int row = index * BlockRows, rows = Math.Min(BlockRows, OutputSize - row);
        nint size = (nint)BlockRows * Stretch;
        using Workspace.Loan<float> loan = Workspace.Borrow<float>((2 * size) + (TTile.Rows * TTile.Columns));
        float* real = loan.Start, imaginary = real + size, spare = imaginary + size;
        for (int k = 0; k < Depth; k += Stretch)
        {
            int depth = Math.Min(Stretch, Depth - k);
            Generate(row, rows, FirstColumn + k, depth, real, imaginary);
            float* inputs = Packed + ((nint)k * Packing.Padded(Batch, TTile.Columns));
            bool accumulate = FirstColumn + k > 0;
            Multiply(real, depth, inputs, Real + row, rows, spare, accumulate);
            Multiply(imaginary, depth, inputs, Imaginary + row, rows, spare, accumulate);
        }
    }

    private readonly void Generate(int row, int rows, int column, int columns, float* real, float* imaginary)
    {
        const int groupRows = EntryWords.GroupRows, halfRows = groupRows / 2;
        for (int i = 0; i < rows; i += groupRows)
        {
            nint first = Place(i, columns), half = Place(i + halfRows, columns) - first;
            Entries.Write((row + i) / groupRows, column, columns, real + first, imaginary + first, TTile.Rows, half);
        }
    }

    /// <summary>Where a row of the block begins: in which strip, and where in it.</summary>
    private static nint Place(int row, int depth) => ((nint)(row / TTile.Rows) * TTile.Rows * depth) + (row % TTile.Rows);

    private readonly void Multiply(float* a, int depth, float* inputs, float* c, int rows, float* spare, bool accumulate)
    {
        for (int row = 0; row < rows; row += TTile.Rows)
        {
            float* strip = a + ((nint)row * depth);
            for (int column = 0; column < Batch; column += TTile.Columns)
            {
                float* b = inputs + ((nint)column * depth), tile = c + row + ((nint)column * OutputSize);
                int tileRows = Math.Min(TTile.Rows, rows - row), tileColumns = Math.Min(TTile.Columns, Batch - column);
                if (tileRows == TTile.Rows && tileColumns == TTile.Columns)
                {
                    TTile.Run(depth, strip, b, tile, OutputSize, accumulate);
                    continue;
                }

                TTile.Run(depth, strip, b, spare, TTile.Rows, accumulate: false);
                SpareTile.CopyTo(spare, TTile.Rows, tileRows, tileColumns, tile, 1, OutputSize, accumulate);
            }
        }
    }
}
