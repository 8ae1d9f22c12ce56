namespace AlignmentToolkit.Privacy.Training;

/// <summary>Draws mini-batches as lists of indices. Its memory is allocated once.</summary>
public abstract class BatchSampler
{
    private protected BatchSampler()
    {
    }

    /// <summary>Draws the next mini-batch.</summary>
    /// <returns>Indices of examples, each at most once; perhaps none. The next call overwrites them.</returns>
    public abstract ReadOnlySpan<int> Next();
}
