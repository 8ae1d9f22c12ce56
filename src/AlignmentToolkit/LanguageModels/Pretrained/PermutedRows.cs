using System.Runtime.InteropServices;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>A projection whose rows, adjacent pairs in every head, are in the order of half-split pairs.</summary>
internal sealed unsafe class PermutedRows : IDisposable
{
    private const int CacheLine = 64;

    private float* _rows;

    public PermutedRows(float* adjacentPairs, int rows, int columns, int headSize)
    {
        _rows = (float*)NativeMemory.AlignedAlloc((nuint)rows * (nuint)columns * sizeof(float), CacheLine);
        for (int row = 0; row < rows; row++)
        {
            int head = row / headSize, inHead = row % headSize, half = headSize / 2;
            int from = (head * headSize) + (inHead < half ? 2 * inHead : (2 * (inHead - half)) + 1);
            new ReadOnlySpan<float>(adjacentPairs + ((long)from * columns), columns)
                .CopyTo(new Span<float>(_rows + ((long)row * columns), columns));
        }
    }

    public nint Address => (nint)_rows;

    public void Dispose()
    {
        NativeMemory.AlignedFree(_rows);
        _rows = null;
    }
}
