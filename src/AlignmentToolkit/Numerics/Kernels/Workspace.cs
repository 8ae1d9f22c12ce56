using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// Memory a kernel borrows for the length of a call. Each thread keeps what it borrowed once, so that repeated calls allocate nothing.
/// </summary>
internal static unsafe class Workspace
{
    private const int CacheLine = 64;

    [ThreadStatic]
    private static byte[]?[]? t_buffers;

    [ThreadStatic]
    private static int t_inUse;

    /// <summary>
    /// Borrows room for <paramref name="count"/> numbers, starting on a cache line, with unspecified content. Dispose in reverse order.
    /// </summary>
    public static Loan<T> Borrow<T>(nint count)
        where T : unmanaged
    {
        byte[]?[] buffers = t_buffers ??= new byte[]?[4];
        if (t_inUse == buffers.Length)
        {
            Array.Resize(ref buffers, 2 * buffers.Length);
            t_buffers = buffers;
        }

        nint bytes = checked((count * sizeof(T)) + CacheLine);
        ref byte[]? buffer = ref buffers[t_inUse];
        if (buffer is null || buffer.Length < bytes)
        {
            buffer = GC.AllocateUninitializedArray<byte>(checked((int)bytes), pinned: true);
        }

        nint address = (nint)Unsafe.AsPointer(ref buffer[0]);
        return new Loan<T>((T*)((address + CacheLine - 1) & ~(nint)(CacheLine - 1)), t_inUse++);
    }

    /// <summary>Borrowed memory; give it back by disposing.</summary>
    public readonly ref struct Loan<T>(T* start, int slot)
        where T : unmanaged
    {
        /// <summary>First number.</summary>
        public T* Start { get; } = start;

        /// <summary>Returns the memory to its thread.</summary>
        public void Dispose() => t_inUse = slot;
    }
}
