using System.Numerics;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Which two neighbouring tokens merge, how early, and into what: a hash table with open addressing.</summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that does not merge; larger than any other.</summary>
    public const int NoMerge = int.MaxValue;

    private const ulong Empty = ulong.MaxValue;

    private readonly Slot[] _slots;
    private readonly int _shift;

    /// <param name="count">The largest number of pairs that will be added.</param>
    public MergeTable(int count)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * count));
        _shift = 64 - BitOperations.Log2((uint)capacity);
        _slots = new Slot[capacity];
        Array.Fill(_slots, new Slot { Key = Empty });
    }

    /// <summary>Adds a pair; of two equal pairs the lower rank counts.</summary>
    public void Add(int left, int right, int rank, int merged)
    {
        ulong key = Key(left, right);
        ref Slot slot = ref Find(key);
        if (slot.Key == key && slot.Rank <= rank) return;
        slot = new Slot { Key = key, Rank = rank, Merged = merged };
    }

    /// <summary>Rank and result of a pair; <see cref="NoMerge"/> where it does not merge.</summary>
    public int Rank(int left, int right, out int merged)
    {
        ulong key = Key(left, right);
        ref Slot slot = ref Find(key);
        if (slot.Key != key)
        {
            merged = -1;
            return NoMerge;
        }

        merged = slot.Merged;
        return slot.Rank;
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private ref Slot Find(ulong key)
    {
        int mask = _slots.Length - 1;
        int place = (int)((key * 0x9E3779B97F4A7C15) >> _shift);
        while (_slots[place].Key != key && _slots[place].Key != Empty) place = (place + 1) & mask;
        return ref _slots[place];
    }

    private struct Slot
    {
        public ulong Key;
        public int Rank;
        public int Merged;
    }
}
