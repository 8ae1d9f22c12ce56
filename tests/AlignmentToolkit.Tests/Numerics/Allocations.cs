namespace AlignmentToolkit.Tests.Numerics;

/// <summary>Counts the bytes that a repeated piece of work allocates on its own thread.</summary>
/// <remarks>
/// The number of threads of all kernels is one setting of the process and other tests change it meanwhile, which regrows buffers that
/// belong to this thread. Work that allocates does so every time, so the fewest bytes of several repetitions are its own.
/// </remarks>
internal static class Allocations
{
    private const int Repetitions = 10;

    /// <summary>Bytes of the repetition that allocated the fewest, after one that is not counted.</summary>
    public static long PerCall(Action work)
    {
        work();
        long fewest = long.MaxValue;
        for (int i = 0; i < Repetitions && fewest > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
