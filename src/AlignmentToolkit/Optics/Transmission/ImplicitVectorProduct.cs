using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>
/// z = R x for a single vector: each entry is used once, in the order in which <see cref="Gemm"/> takes a product with a vector.
/// </summary>
internal unsafe struct ImplicitVectorProduct : IParallelBody
{
    private const int ChunkColumns = 64;

    private GaussianEntries _entries;
    private int _depth, _rows;
    private float* _x, _real, _imaginary;

    /// <summary>Computes the field of one input.</summary>
    public static void Run(GaussianEntries entries, int outputSize, ReadOnlySpan<float> input, OpticalField field)
    {
        fixed (float* x = input, real = field.Real.Values(), imaginary = field.Imaginary.Values())
        {
            ImplicitVectorProduct body = new()
            {
                _entries = entries,
                _depth = input.Length,
                _rows = outputSize,
                _x = x,
                _real = real,
                _imaginary = imaginary,
            };
            ParallelWork.For((outputSize + EntryWords.GroupRows - 1) / EntryWords.GroupRows, body);
        }
    }

    /// <summary>Computes one group of rows.</summary>
    public readonly void Invoke(int index)
    {
        const int rows = EntryWords.GroupRows;
        using Workspace.Loan<float> loan = Workspace.Borrow<float>(2 * rows * (ChunkColumns + 1));
        float* real = loan.Start, imaginary = real + (rows * ChunkColumns);
        float* realSums = imaginary + (rows * ChunkColumns), imaginarySums = realSums + rows;
        new Span<float>(realSums, 2 * rows).Clear();
        for (int k = 0; k < _depth; k += ChunkColumns)
        {
            int columns = Math.Min(ChunkColumns, _depth - k);
            _entries.Write(index, k, columns, real, imaginary, rows, rows / 2);
            AddColumns(real, _x + k, columns, realSums);
            AddColumns(imaginary, _x + k, columns, imaginarySums);
        }

        int row = index * rows, count = Math.Min(rows, _rows - row);
        new ReadOnlySpan<float>(realSums, count).CopyTo(new Span<float>(_real + row, count));
        new ReadOnlySpan<float>(imaginarySums, count).CopyTo(new Span<float>(_imaginary + row, count));
    }

    /// <summary>Adds to 16 sums, in the order of the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddColumns(float* entries, float* x, int columns, float* sums)
    {
        Vector256<float> first = Vector256.Load(sums), second = Vector256.Load(sums + 8);
        for (int k = 0; k < columns; k++)
        {
            Vector256<float> factor = Vector256.Create(x[k]);
            first = Vector256.MultiplyAddEstimate(Vector256.Load(entries), factor, first);
            second = Vector256.MultiplyAddEstimate(Vector256.Load(entries + 8), factor, second);
            entries += EntryWords.GroupRows;
        }

        first.Store(sums);
        second.Store(sums + 8);
    }
}
