using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>Tests that set the number of threads, which is one setting for the whole process, run one after the other.</summary>
[CollectionDefinition(nameof(ThreadCount), DisableParallelization = true)]
public class ThreadCount
{
    /// <summary>Runs a piece of work with a given number of threads.</summary>
    public static T With<T>(int threads, Func<T> work)
    {
        int before = Parallelism.Threads;
        Parallelism.Threads = threads;
        try
        {
            return work();
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }
}
