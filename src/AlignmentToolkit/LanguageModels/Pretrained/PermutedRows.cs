using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>A projection whose rows, adjacent pairs in every head, are put in the order of half-split pairs.</summary>
internal static unsafe class PermutedRows
{
    public static AlignedNumbers Of(float* adjacentPairs, int rows, int columns, int headSize)
    {
        AlignedNumbers permuted = new(checked(rows * columns), isCleared: false);
        for (int row = 0; row < rows; row++)
        {
            int head = row / headSize, inHead = row % headSize, half = headSize / 2;
            int from = (head * headSize) + (inHead < half ? 2 * inHead : (2 * (inHead - half)) + 1);
            new ReadOnlySpan<float>(adjacentPairs + ((long)from * columns), columns).CopyTo(permuted.Span.Slice(row * columns, columns));
        }

        return permuted;
    }
}
