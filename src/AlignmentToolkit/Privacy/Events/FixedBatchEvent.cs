namespace AlignmentToolkit.Privacy.Events;

/// <summary>
/// A release about a batch of fixed size, drawn without replacement and uniformly among all batches of that size. Neighbours have the same
/// size and differ by one example that is replaced by another.
/// </summary>
/// <remarks>Replacing one of the terms of a sum, each clipped to norm C, changes the sum by up to 2C: the noise multiplier of
/// <paramref name="Event"/> is the standard deviation divided by 2C, not by C.</remarks>
/// <param name="DatasetSize">N: examples in the data set; at least 1.</param>
/// <param name="BatchSize">b: examples in a batch; from 0 to N.</param>
/// <param name="Event">What is released about the batch, its noise in units of the sensitivity to a replaced example.</param>
/// <exception cref="ArgumentOutOfRangeException">N is less than 1, or b lies outside [0, N].</exception>
/// <exception cref="ArgumentNullException">The event is null.</exception>
public sealed record FixedBatchEvent(long DatasetSize, long BatchSize, PrivacyEvent Event) : PrivacyEvent
{
    /// <summary>N: examples in the data set.</summary>
    public long DatasetSize { get; } = DatasetSize >= 1
        ? DatasetSize
        : throw new ArgumentOutOfRangeException(nameof(DatasetSize), DatasetSize, "DatasetSize has to be at least 1.");

    /// <summary>b: examples in a batch.</summary>
    public long BatchSize { get; } = BatchSize >= 0 && BatchSize <= DatasetSize
        ? BatchSize
        : throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, $"BatchSize has to be from 0 to the {DatasetSize} examples.");

    /// <summary>What is released about the batch.</summary>
    public PrivacyEvent Event
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Event));
    } = Event ?? throw new ArgumentNullException(nameof(Event));

    /// <summary>q = b/N: share of the data set in a batch.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double SamplingRate => (double)BatchSize / DatasetSize;

    /// <summary>Such as <c>batch of 256 out of 60000 with Gaussian noise σ = 1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"batch of {BatchSize} out of {DatasetSize} with {Event}");
}
