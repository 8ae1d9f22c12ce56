using System.Diagnostics;

namespace AlignmentToolkit.Benchmarks.Measuring;

/// <summary>Times several contenders turn by turn, so that whatever else the machine does falls on all of them alike.</summary>
/// <param name="Rounds">Turns per contender.</param>
/// <param name="SampleSeconds">Least length of a turn; short calls are repeated to fill it.</param>
public sealed record PairedTimer(int Rounds = 25, double SampleSeconds = 0.01)
{
    // Long enough for tiered compilation to reach optimised code: 30 calls and a quiet period of 100 ms, and that for each tier.
    private const double WarmUpSeconds = 1;
    private const int WarmUpCalls = 3;

    // Thread pools of both sides spin for a moment after a parallel region; the pause keeps one from running into the other's turn.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>The timing of each contender, in order.</summary>
    /// <param name="contenders">One call of each.</param>
    /// <param name="clocks">For each contender, what runs it once and measures by itself; null where it is timed from here.</param>
    public Timing[] Measure(IReadOnlyList<Action> contenders, IReadOnlyList<Func<double>?> clocks)
    {
        int[] calls = [.. contenders.Select((run, i) => clocks[i] is null ? CallsPerSample(run) : 1)];
        var seconds = new double[contenders.Count, Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                // Every other round runs backwards: a drift of the clock rate cancels.
                int i = round % 2 == 0 ? turn : contenders.Count - 1 - turn;
                seconds[i, round] = clocks[i]?.Invoke() ?? Sample(contenders[i], calls[i]);
            }
        }

        return [.. contenders.Select((run, i) =>
            Timing.Of(
                Enumerable.Range(0, Rounds).Select(round => seconds[i, round]), clocks[i] is null ? AllocatedBytes(run, calls[i]) : 0))];
    }

    private int CallsPerSample(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        while (done < WarmUpCalls || Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds)
        {
            run();
            done++;
        }

        double estimate = Math.Min(Sample(run, 1), Sample(run, 1));
        return (int)Math.Clamp(Math.Ceiling(SampleSeconds / estimate), 1, 1_000_000);
    }

    private static double Sample(Action run, int calls)
    {
        Thread.Sleep(Pause);
        run();
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++) run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }

    private static double AllocatedBytes(Action run, int calls)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int call = 0; call < calls; call++) run();
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / calls;
    }
}
