using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>Numbers on the heap that begin on a cache line and do not move, so that no register is filled from two lines.</summary>
internal sealed unsafe class AlignedNumbers
{
    private const int CacheLine = 64;

    // Keeps the memory; all reading and writing goes by its address.
    private readonly float[] _memory;
    private readonly int _offset;

    /// <summary>Takes room for <paramref name="count"/> numbers.</summary>
    /// <param name="count">How many, not negative.</param>
    /// <param name="isCleared">Whether they are 0; if not, what they hold is unspecified.</param>
    public AlignedNumbers(int count, bool isCleared = true)
    {
        int room = checked(count + (CacheLine / sizeof(float)));
        _memory = isCleared ? GC.AllocateArray<float>(room, pinned: true) : GC.AllocateUninitializedArray<float>(room, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        nint aligned = (address + CacheLine - 1) & -CacheLine;
        Start = (float*)aligned;
        _offset = (int)(aligned - address) / sizeof(float);
        Count = count;
    }

    /// <summary>No numbers.</summary>
    public static AlignedNumbers None { get; } = new(0);

    /// <summary>Address of the first; valid as long as this object is referred to.</summary>
    public float* Start { get; }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>All of them; keeps the memory by itself.</summary>
    public Span<float> Span => _memory.AsSpan(_offset, Count);
}
