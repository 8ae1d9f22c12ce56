namespace AlignmentToolkit.Notebooks.Running;

/// <summary>Counts the verdicts of the results tables that a notebook shows.</summary>
internal sealed class VerdictTally
{
    private readonly Lock _gate = new();
    private VerdictCounts _counts = new(0, 0, 0, 0);

    /// <summary>Looks at a value that was shown.</summary>
    public void Add(object? value)
    {
        if (VerdictCounts.Of(value) is not { } counts)
            return;
        lock (_gate)
            _counts += counts;
    }

    /// <summary>What was counted so far.</summary>
    public VerdictCounts Counts()
    {
        lock (_gate)
            return _counts;
    }
}
