namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>An endless row of batches, each known by its number.</summary>
/// <remarks>Batch number i is the same whenever it is asked for. So a run that is resumed sees what it would have seen, to the
/// bit.</remarks>
/// <typeparam name="TBatch">What is learned from in one go.</typeparam>
public interface IBatchSource<out TBatch>
{
    /// <summary>A batch.</summary>
    /// <param name="index">Its number, not negative.</param>
    /// <returns>The batch, which may be overwritten by the next call.</returns>
    TBatch At(long index);
}
