using System.Numerics;
using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// The nonzeros of a matrix that lies in memory line by line, listed by their place within a line: what all lines have at place 0, then
/// what they have at place 1, … Within a list the lines ascend.
/// </summary>
internal readonly unsafe struct NonzeroLists
{
    private readonly Entry* _entries;
    private readonly int* _starts;

    private NonzeroLists(Entry* entries, int* starts)
    {
        _entries = entries;
        _starts = starts;
    }

    /// <summary>Memory for the starts of the lists.</summary>
    /// <param name="length">Numbers in a line.</param>
    public static int StartCount(int length) => length + 2;

    /// <summary>Counts the nonzeros at each place.</summary>
    /// <param name="source">The first line.</param>
    /// <param name="stride">Distance between the starts of two lines.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="length">Numbers in a line.</param>
    /// <param name="most">More than so many nonzeros are not counted to the end.</param>
    /// <param name="starts">Written: at place i + 2 the number of nonzeros at place i of all lines.</param>
    /// <returns>The number of nonzeros, or any number greater than <paramref name="most"/>.</returns>
    public static int Count(float* source, nint stride, int lines, int length, int most, int* starts)
    {
        new Span<int>(starts, StartCount(length)).Clear();
        int* counts = starts + 2;
        int total = 0;
        for (int line = 0; line < lines; line++)
        {
            // A matrix without zeros is recognised by its first lines.
            int left = most - (total / (line + 1) * lines / 2);
            if (total > most || (line == 4 && left < 0)) return most + 1;
            float* from = source + (line * stride);
            Vector256<int> sum = default;
            int i = 0;
            for (; i <= length - 8; i += 8)
            {
                // All ones, so −1, where the number is 0 and 0 elsewhere.
                Vector256<int> isNonzero = ~Vector256.Equals(Vector256.Load(from + i), Vector256<float>.Zero).AsInt32();
                (Vector256.Load(counts + i) - isNonzero).Store(counts + i);
                sum -= isNonzero;
            }

            for (; i < length; i++)
            {
                int isNonzero = from[i] != 0 ? 1 : 0;
                counts[i] += isNonzero;
                total += isNonzero;
            }

            total += Vector256.Sum(sum);
        }

        return total;
    }

    /// <summary>Fills the lists after <see cref="Count"/>.</summary>
    /// <param name="source">The first line.</param>
    /// <param name="stride">Distance between the starts of two lines.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="length">Numbers in a line.</param>
    /// <param name="step">What an entry says of its line: <see cref="Entry.Offset"/> is this many times the line's index.</param>
    /// <param name="starts">As counted.</param>
    /// <param name="entries">Room for all nonzeros.</param>
    public static NonzeroLists Fill(float* source, nint stride, int lines, int length, int step, int* starts, Entry* entries)
    {
        // starts[i + 1] is where the next entry of list i goes; in the end it is where list i ends and list i + 1 begins.
        int* next = starts + 1;
        for (int i = 0; i < length; i++) next[i + 1] += next[i];
        for (int line = 0; line < lines; line++)
        {
            float* from = source + (line * stride);
            int offset = line * step;
            int i = 0;
            for (; i <= length - 8; i += 8)
            {
                uint mask = ~Vector256.Equals(Vector256.Load(from + i), Vector256<float>.Zero).ExtractMostSignificantBits() & 0xFF;
                for (; mask != 0; mask &= mask - 1)
                {
                    int place = i + BitOperations.TrailingZeroCount(mask);
                    entries[next[place]++] = new Entry(offset, from[place]);
                }
            }

            for (; i < length; i++)
                if (from[i] != 0) entries[next[i]++] = new Entry(offset, from[i]);
        }

        return new NonzeroLists(entries, starts);
    }

    /// <summary>The first entry of the list of a place.</summary>
    public Entry* First(int place) => _entries + _starts[place];

    /// <summary>Behind the last entry of the list of a place.</summary>
    public Entry* End(int place) => _entries + _starts[place + 1];

    /// <summary>A nonzero.</summary>
    /// <param name="Offset">Which line, times the step of <see cref="Fill"/>.</param>
    /// <param name="Value">The number.</param>
    public readonly record struct Entry(int Offset, float Value);
}
