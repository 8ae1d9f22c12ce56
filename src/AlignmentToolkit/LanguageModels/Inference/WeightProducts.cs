using System.Numerics.Tensors;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>Y = W X + b 1ᵀ with weights in place: row by row for a few tokens, as a matrix product for many.</summary>
internal static unsafe class WeightProducts
{
    /// <summary>Tokens from which a blocked product beats reading the weights once for each few of them.</summary>
    private const int BlockedFrom = 8;

    /// <summary>Multiplications below which a second thread costs more than it brings.</summary>
    private const long SerialWork = 128 * 1024;

    /// <summary>Numbers of bfloat16 converted at a time: 1 MiB, which stays in the cache for the product.</summary>
    private const int ConvertedNumbers = 256 * 1024;

    /// <summary>Y ← W X + b 1ᵀ, columns one behind the other.</summary>
    public static void Run(WeightStack weights, float* x, float* y, int count)
    {
        if (count >= BlockedFrom) RunBlocked(weights, x, y, count);
        else RunByRows(weights, x, y, count);
        if (weights.Bias.IsEmpty) return;
        for (int column = 0; column < count; column++)
        {
            Span<float> sums = new(y + ((nint)column * weights.Rows), weights.Rows);
            TensorPrimitives.Add(sums, weights.Bias, sums);
        }
    }

    /// <summary>A row as binary32.</summary>
    public static void ReadRow(WeightMatrix weights, int row, Span<float> values)
    {
        nint address = weights.Row(row);
        if (weights.IsBFloat16) BFloat16Rounding.ToSingle(new ReadOnlySpan<ushort>((void*)address, weights.Columns), values);
        else new ReadOnlySpan<float>((void*)address, weights.Columns).CopyTo(values);
    }

    private static void RunByRows(WeightStack weights, float* x, float* y, int count)
    {
        int columns = weights.Columns;
        using Workspace.Loan<float> sorted = Workspace.Borrow<float>((nint)columns * count);
        float* start = sorted.Start;
        bool isSorted = false;
        int first = 0;
        foreach (WeightMatrix part in weights.Parts)
        {
            if (part.IsBFloat16 && !isSorted)
            {
                for (int column = 0; column < count; column++)
                    BFloat16Rows.SortInput(x + ((nint)column * columns), start + ((nint)column * columns), columns);
                isSorted = true;
            }

            RowProducts body = new()
            {
                Weights = part,
                X = part.IsBFloat16 ? start : x,
                Y = y + first,
                YStride = weights.Rows,
                Count = count,
            };
            if ((long)part.Rows * columns * count < SerialWork) body.Compute(0, part.Rows);
            else ParallelWork.For(body.Pieces, body);
            first += part.Rows;
        }
    }

    private static void RunBlocked(WeightStack weights, float* x, float* y, int count)
    {
        int columns = weights.Columns, first = 0;
        ReadOnlyMatrixSpan<float> input = new(new ReadOnlySpan<float>(x, checked(columns * count)), columns, count);
        MatrixSpan<float> output = new(new Span<float>(y, checked(weights.Rows * count)), weights.Rows, count);
        foreach (WeightMatrix part in weights.Parts)
        {
            int step = part.IsBFloat16 ? Math.Max(1, ConvertedNumbers / columns) : Math.Max(1, (1 << 28) / columns);
            using Workspace.Loan<float> converted = Workspace.Borrow<float>(part.IsBFloat16 ? (nint)step * columns : 0);
            for (int row = 0; row < part.Rows; row += step)
            {
                int rows = Math.Min(step, part.Rows - row);
                float* block = (float*)part.Row(row);
                if (part.IsBFloat16)
                {
                    BFloat16Rounding.ToSingle(
                        new ReadOnlySpan<ushort>((void*)part.Row(row), rows * columns), new Span<float>(converted.Start, rows * columns));
                    block = converted.Start;
                }

                ReadOnlyMatrixSpan<float> transposed = new(new ReadOnlySpan<float>(block, rows * columns), columns, rows);
                Gemm.Multiply(transposed.Transpose(), input, output.Slice(first + row, 0, rows, count));
            }

            first += part.Rows;
        }
    }
}
