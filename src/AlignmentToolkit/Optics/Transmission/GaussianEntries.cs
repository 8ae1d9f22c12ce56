using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Randomness;

using MathNet.Numerics;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>The entries of a random transmission matrix, each a function of the stream's name, its row and its column alone.</summary>
internal sealed unsafe class GaussianEntries(PhiloxKey key, double variance)
{
    /// <summary>Columns whose words are in the first-level cache at a time.</summary>
    private const int ChunkColumns = 32;

    private readonly EntryLaw _law = new(variance);

    /// <summary>The entries of a stream.</summary>
    public static GaussianEntries Of(RandomStream stream, double variance) => new(stream.Child("transmission").Key, variance);

    /// <summary>s².</summary>
    public double Variance => variance;

    /// <summary>Writes 16 rows of some columns.</summary>
    /// <param name="group">Which rows: from 16 times this on.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">How many.</param>
    /// <param name="real">Where the real parts of the first eight rows go, side by side.</param>
    /// <param name="imaginary">Where the imaginary parts go.</param>
    /// <param name="stride">Distance between columns.</param>
    /// <param name="half">Distance from the first eight rows to the second.</param>
    public void Write(int group, int column, int columns, float* real, float* imaginary, nint stride, nint half)
    {
        uint* words = stackalloc uint[ChunkColumns * EntryWords.ColumnWords];
        EntryWords source = new(key, (uint)group);
        for (int done = 0; done < columns; done += ChunkColumns)
        {
            int count = Math.Min(ChunkColumns, columns - done);
            source.Fill((uint)(column + done), count, words);
            _law.Transform(words, count, real + (done * stride), imaginary + (done * stride), stride, half);
        }
    }

    /// <summary>One entry.</summary>
    public Complex32 At(int row, int column)
    {
        float* real = stackalloc float[EntryWords.GroupRows], imaginary = stackalloc float[EntryWords.GroupRows];
        (int group, int place) = Math.DivRem(row, EntryWords.GroupRows);
        Write(group, column, 1, real, imaginary, EntryWords.GroupRows, EntryWords.GroupRows / 2);
        return new Complex32(real[place], imaginary[place]);
    }
}
