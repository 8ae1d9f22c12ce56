using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>Z = R X where blocks of R are generated in the order in which the kernel of <see cref="Gemm"/> reads them.</summary>
/// <remarks>The sums are those of <see cref="Gemm"/>, in the same order and the same stretches, so the bits are the same as well.</remarks>
internal static unsafe class ImplicitProduct
{
    /// <summary>Bytes of packed inputs, which lie in the last-level cache all cores share.</summary>
    private const int PackedBytes = 8 * 1024 * 1024;

    /// <summary>Computes the field of a batch.</summary>
    public static void Run(GaussianEntries entries, int outputSize, Matrix<float> inputs, OpticalField field)
    {
        if (inputs.ColumnCount == 1) ImplicitVectorProduct.Run(entries, outputSize, inputs.Values(), field);
        else if (Vector512.IsHardwareAccelerated)
            Run<Tile3x8<Lanes512<float>, Vector512<float>, float>>(entries, outputSize, inputs, field);
        else if (Vector256.IsHardwareAccelerated)
            Run<Tile2x6<Lanes256<float>, Vector256<float>, float>>(entries, outputSize, inputs, field);
        else
            Run<Tile2x6<Lanes128<float>, Vector128<float>, float>>(entries, outputSize, inputs, field);
    }

    private static void Run<TTile>(GaussianEntries entries, int outputSize, Matrix<float> inputs, OpticalField field)
        where TTile : struct, ITileKernel<float>
    {
        int depth = inputs.RowCount, batch = inputs.ColumnCount;
        int stretch = Stretches.Length(depth);
        int paddedBatch = Packing.Padded(batch, TTile.Columns);
        int chunk = Math.Max(1, (int)(PackedBytes / ((long)stretch * paddedBatch * sizeof(float)))) * stretch;
        fixed (float* x = inputs.Values(), real = field.Real.Values(), imaginary = field.Imaginary.Values())
            using (Workspace.Loan<float> packed = Workspace.Borrow<float>((nint)Math.Min(chunk, depth) * paddedBatch))
            {
                for (int first = 0; first < depth; first += chunk)
                {
                    ImplicitRows<TTile> rows = new()
                    {
                        Entries = entries,
                        OutputSize = outputSize,
                        Depth = Math.Min(chunk, depth - first),
                        Stretch = stretch,
                        FirstColumn = first,
                        Batch = batch,
                        Packed = packed.Start,
                        Real = real,
                        Imaginary = imaginary,
                    };
                    PackedInputs<TTile> columns = new()
                    {
                        Source = x + first,
                        Stride = depth,
                        Depth = rows.Depth,
                        Stretch = stretch,
                        Batch = batch,
                        Packed = packed.Start,
                    };
                    ParallelWork.For(columns.Pieces, columns);
                    ParallelWork.For(rows.Blocks, rows);
                }
            }
    }
}
