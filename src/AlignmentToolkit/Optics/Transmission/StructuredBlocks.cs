using System.Numerics;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>
/// How a structured matrix of any size is cut: square blocks of a power of two, one below the other, of which the last is cut off.
/// </summary>
/// <param name="Size">N, the power of two that is at least n.</param>
/// <param name="Count">Blocks, enough for m rows.</param>
internal readonly record struct StructuredBlocks(int Size, int Count)
{
    private const int LargestSize = 1 << 27;

    /// <summary>The blocks of a matrix.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputSize"/> is above 2²⁷.</exception>
    public static StructuredBlocks For(int inputSize, int outputSize)
    {
        if (inputSize > LargestSize)
            throw new ArgumentOutOfRangeException(nameof(inputSize), inputSize, $"A structured matrix takes at most {LargestSize} inputs.");

        // The shortest real transform has two numbers.
        int size = Math.Max(2, (int)BitOperations.RoundUpToPowerOf2((uint)inputSize));
        return new StructuredBlocks(size, (int)(((long)outputSize + size - 1) / size));
    }

    /// <summary>Rows of a block that are kept.</summary>
    public int Rows(int block, int outputSize) => Math.Min(Size, outputSize - (block * Size));
}
