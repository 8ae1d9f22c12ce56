using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>Batches drawn at random, from a synthetic language for instance.</summary>
/// <param name="stream">Batch number i begins at position i · 2³² of it.</param>
/// <param name="draw">Fills a batch, which is empty, with what the stream gives.</param>
public sealed class DrawnBatches(RandomStream stream, Action<RandomStream, SequenceBatch> draw) : IBatchSource<SequenceBatch>
{
    private readonly RandomStream _stream = stream.Child("batches");
    private readonly SequenceBatch _batch = new();

    /// <inheritdoc/>
    public SequenceBatch At(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        _stream.Position = checked((ulong)index << 32);
        _batch.Clear();
        draw(_stream, _batch);
        return _batch;
    }
}
