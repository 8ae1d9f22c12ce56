using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics;

/// <summary>The parallel loop all kernels of this library share.</summary>
/// <remarks>
/// The threads persist, spin for some microseconds after a loop in case the next one follows at once, and then sleep. A loop that
/// finds them taken — it was started inside another loop, or from a second thread — runs on the thread that called it. Who runs which
/// piece is left to chance; a result is the same at any thread count when each piece's work depends on its index alone.
/// </remarks>
public static unsafe class ParallelWork
{
    /// <summary>
    /// Runs <paramref name="body"/> for each index in [0, <paramref name="count"/>) on up to <see cref="Parallelism.Threads"/> threads and
    /// returns when all are done.
    /// </summary>
    /// <param name="count">Number of pieces; a piece should be worth some ten microseconds.</param>
    /// <param name="body">What to do. It is copied once and shared by the threads.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <remarks>When a piece throws, the pieces not yet begun are dropped and the first exception is thrown on.</remarks>
    public static void For<TBody>(int count, TBody body)
        where TBody : struct, IParallelBody
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int threads = Math.Min(Parallelism.Threads, count);
        if (threads > 1 && WorkerThreads.TryRun(count, threads, &InvokeBody<TBody>, Unsafe.AsPointer(ref body))) return;
        for (int i = 0; i < count; i++) body.Invoke(i);
    }

    private static void InvokeBody<TBody>(void* body, int index)
        where TBody : struct, IParallelBody
        => Unsafe.AsRef<TBody>(body).Invoke(index);
}
