using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Numerics;

/// <summary>The threads behind <see cref="ParallelWork"/>: they take pieces of one loop at a time from a shared counter.</summary>
/// <remarks>
/// The caller opens a loop, takes pieces itself, closes the loop when none are left, and waits only for threads that are inside it.
/// A thread that wakes late finds the loop closed and costs nothing, which matters where other processes hold the cores.
/// A thread enters by counting itself in and then looking whether a loop is open; the caller closes and then looks whether anyone is
/// inside. Both do so with full fences, so one of them sees the other.
/// </remarks>
internal static unsafe class WorkerThreads
{
    private static readonly Lock s_growth = new();
    private static Worker[] s_workers = [];
    private static Shared s_shared;

    private static delegate*<void*, int, void> s_invoke;
    private static void* s_body;
    private static int s_count;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Runs the loop, or returns false, having done nothing, when another one has the threads.</summary>
    public static bool TryRun(int count, int threads, delegate*<void*, int, void> invoke, void* body)
    {
        if (Interlocked.CompareExchange(ref s_shared.Taken, 1, 0) != 0) return false;
        try
        {
            Worker[] workers = s_workers.Length < threads - 1 ? Grow(threads - 1) : s_workers;
            s_invoke = invoke;
            s_body = body;
            s_count = count;
            s_failure = null;
            s_shared.Next = 0;
            s_shared.Helpers = threads - 1;
            Interlocked.Exchange(ref s_shared.Open, 1);
            Interlocked.Increment(ref s_shared.Loops);
            for (int i = 0; i < threads - 1; i++) workers[i].Wake();

            TakePieces();
            Interlocked.Exchange(ref s_shared.Open, 0);
            SpinWait wait = default;
            while (Volatile.Read(ref s_shared.Inside) != 0) wait.SpinOnce(sleep1Threshold: -1);
            s_failure?.Throw();
            return true;
        }
        finally
        {
            Volatile.Write(ref s_shared.Taken, 0);
        }
    }

    private static void TakePieces()
    {
        int count = s_count;
        try
        {
            for (int i = Interlocked.Increment(ref s_shared.Next) - 1; i < count; i = Interlocked.Increment(ref s_shared.Next) - 1)
            {
                s_invoke(s_body, i);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref s_failure, ExceptionDispatchInfo.Capture(failure), null);
            Volatile.Write(ref s_shared.Next, count);
        }
    }

    private static Worker[] Grow(int count)
    {
        lock (s_growth)
        {
            Worker[] workers = [.. s_workers, .. Enumerable.Range(s_workers.Length, count - s_workers.Length).Select(i => new Worker(i))];
            s_workers = workers;
            return workers;
        }
    }

    /// <summary>One thread, asleep or spinning while there is nothing to do.</summary>
    private sealed class Worker
    {
        // About 100 µs on current processors: longer than the gap between two kernels of a training step, shorter than a time slice.
        private const int Spins = 2000;

        private readonly object _gate = new();
        private readonly int _index;
        private int _asleep;

        public Worker(int index)
        {
            _index = index;
            new Thread(Work) { IsBackground = true, Name = $"AlignmentToolkit worker {index}" }.Start();
        }

        public void Wake()
        {
            if (Volatile.Read(ref _asleep) == 0) return;
            lock (_gate)
            {
                _asleep = 0;
                Monitor.Pulse(_gate);
            }
        }

        private void Work()
        {
            int seen = 0;
            while (true)
            {
                seen = AwaitLoop(seen);
                Interlocked.Increment(ref s_shared.Inside);
                if (Volatile.Read(ref s_shared.Open) != 0 && _index < Volatile.Read(ref s_shared.Helpers)) TakePieces();
                Interlocked.Decrement(ref s_shared.Inside);
            }
        }

        /// <summary>Returns the number of the latest loop once it differs from <paramref name="seen"/>.</summary>
        private int AwaitLoop(int seen)
        {
            for (int i = 0; i < Spins; i++)
            {
                int loops = Volatile.Read(ref s_shared.Loops);
                if (loops != seen) return loops;
                Thread.SpinWait(1);
            }

            lock (_gate)
            {
                // Said before the last look, with a fence between: either the caller sees the sleeper or the sleeper sees the loop.
                Interlocked.Exchange(ref _asleep, 1);
                int loops = Volatile.Read(ref s_shared.Loops);
                while (loops == seen)
                {
                    if (_asleep == 0) _asleep = 1;
                    Monitor.Wait(_gate);
                    loops = Volatile.Read(ref s_shared.Loops);
                }

                _asleep = 0;
                return loops;
            }
        }
    }

    /// <summary>What all threads write, each on a cache line of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 7 * 128)]
    private struct Shared
    {
        [FieldOffset(128)]
        public int Taken;

        [FieldOffset(256)]
        public int Next;

        [FieldOffset(384)]
        public int Inside;

        [FieldOffset(512)]
        public int Open;

        [FieldOffset(516)]
        public int Helpers;

        [FieldOffset(640)]
        public int Loops;
    }
}
