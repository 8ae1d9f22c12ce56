using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Recently merged words. Every word has one place; a newcomer takes it over.</summary>
/// <remarks>
/// Entries never change, and a place is read and written as one reference: threads need no lock, at worst they merge a word twice.
/// </remarks>
internal sealed class WordCache
{
    /// <summary>Longer words are rare and not kept.</summary>
    public const int LongestWord = 32;

    // A book has some 20,000 words; with three places for each few push each other out.
    private const int Bits = 16;

    private readonly Entry?[] _entries = new Entry?[1 << Bits];

    /// <summary>The ids of a word, or null, and the place where it belongs.</summary>
    public int[]? Find(ReadOnlySpan<byte> word, out int place)
    {
        place = Place(word);
        Entry? entry = Volatile.Read(ref _entries[place]);
        return entry is not null && entry.Is(word) ? entry.Ids : null;
    }

    public void Put(int place, ReadOnlySpan<byte> word, ReadOnlySpan<int> ids) =>
        Volatile.Write(ref _entries[place], new Entry(word, ids));

    private static int Place(ReadOnlySpan<byte> word)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)word.Length;
        for (; word.Length >= sizeof(ulong); word = word[sizeof(ulong)..]) hash = (hash ^ MemoryMarshal.Read<ulong>(word)) * Factor;
        ulong rest = 0;
        foreach (byte value in word) rest = (rest << 8) | value;
        hash = (hash ^ rest ^ (hash >> 32)) * Factor;
        return (int)(hash >> (64 - Bits));
    }

    // The letters lie in the entry itself: to compare them waits for the memory once.
    private sealed class Entry
    {
        private readonly Letters _letters;
        private readonly int _length;

        public Entry(ReadOnlySpan<byte> word, ReadOnlySpan<int> ids)
        {
            word.CopyTo(_letters);
            _length = word.Length;
            Ids = ids.ToArray();
        }

        public int[] Ids { get; }

        public bool Is(ReadOnlySpan<byte> word) => word.SequenceEqual(((ReadOnlySpan<byte>)_letters)[.._length]);
    }

    [InlineArray(LongestWord)]
    private struct Letters
    {
        private byte _first;
    }
}
