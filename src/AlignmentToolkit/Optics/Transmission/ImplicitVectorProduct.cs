using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>z = R x for a single vector: each entry is used once, in the order in which <see cref="Gemm"/> takes a product with a vector.</summary>
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
        Span<float> realSums = new(imaginary + (rows * ChunkColumns), rows), imaginarySums = new(imaginary + (rows * (ChunkColumns + 1)), rows);
        realSums.Clear();
        imaginarySums.Clear();
        for (int k = 0; k < _depth; k += ChunkColumns)
        {
            int columns = Math.Min(ChunkColumns, _depth - k);
            _entries.Write(index, k, columns, real, imaginary, rows, rows / 2);
            for (int i = 0; i < columns; i++)
            {
                TensorPrimitives.MultiplyAddEstimate(new ReadOnlySpan<float>(real + (i * rows), rows), _x[k + i], realSums, realSums);
                TensorPrimitives.MultiplyAddEstimate(new ReadOnlySpan<float>(imaginary + (i * rows), rows), _x[k + i], imaginarySums, imaginarySums);
            }
        }

        int row = index * rows, count = Math.Min(rows, _rows - row);
        realSums[..count].CopyTo(new Span<float>(_real + row, count));
        imaginarySums[..count].CopyTo(new Span<float>(_imaginary + row, count));
    }
}
