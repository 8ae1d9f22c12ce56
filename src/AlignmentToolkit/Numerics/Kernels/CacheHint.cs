using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// Asks the processor to fetch memory that will be needed soon. Without effect on results; nothing where there is no such instruction.
/// </summary>
internal static unsafe class CacheHint
{
    /// <summary>Fetches the cache lines in which a short run of numbers begins and ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch<T>(T* first, int count)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        Sse.Prefetch0(first);
        Sse.Prefetch0(first + count - 1);
    }

    /// <summary>Fetches all cache lines of a run of numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchLines<T>(T* first, int count)
        where T : unmanaged
    {
        const int line = 64;
        if (!Sse.IsSupported) return;
        for (byte* address = (byte*)first; address < first + count; address += line) Sse.Prefetch0(address);
    }
}
