namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>How patient a download is.</summary>
public sealed record RetryPolicy
{
    /// <summary>Attempts at each address, the first one included.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Wait before the second attempt; doubled before each further one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No wait is longer.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A connection that sends nothing for so long counts as cut.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait before an attempt: FirstWait · 2^(attempt − 2), at most LongestWait.</summary>
    /// <param name="attempt">Number of the attempt, from 2.</param>
    internal TimeSpan WaitBefore(int attempt) =>
        TimeSpan.FromTicks((long)Math.Min(LongestWait.Ticks, FirstWait.Ticks * Math.Pow(2, attempt - 2)));
}
