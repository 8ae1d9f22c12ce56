namespace AlignmentToolkit.Benchmarks.Measuring;

/// <summary>Seconds per call over the rounds of one contender.</summary>
/// <param name="Minimum">The least disturbed round.</param>
/// <param name="Median">The typical round.</param>
/// <param name="AllocatedBytes">Managed bytes allocated per call, all threads.</param>
public readonly record struct Timing(double Minimum, double Median, double AllocatedBytes)
{
    /// <summary>The timing of seconds measured round by round.</summary>
    public static Timing Of(IEnumerable<double> seconds, double allocatedBytes)
    {
        double[] sorted = [.. seconds.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Timing(sorted[0], median, allocatedBytes);
    }
}
