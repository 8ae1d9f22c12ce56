using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>Texts packed end to end into batches of a fixed number of tokens, in a new order every epoch.</summary>
/// <remarks>
/// Nothing is padded. A text that a batch has no more room for goes on in the next batch, as a sequence of its own; one that is longer than
/// the context is cut too. Texts do not see each other. The tokens left over at the end of an epoch are dropped.
/// </remarks>
public sealed class PackedTexts : IBatchSource<SequenceBatch>
{
    private readonly int[][] _texts;
    private readonly int _tokensPerBatch, _contextLength;
    private readonly RandomStream _stream;
    private readonly int[] _order;
    private readonly long[] _ends;
    private readonly SequenceBatch _batch = new();
    private long _epoch = -1;

    /// <summary>Packs texts.</summary>
    /// <param name="texts">Each at least two tokens; a text of n + 1 tokens gives n targets.</param>
    /// <param name="tokensPerBatch">Tokens in a batch, positive.</param>
    /// <param name="contextLength">Most tokens of a sequence, positive.</param>
    /// <param name="stream">Orders the texts.</param>
    /// <exception cref="ArgumentException">A text is too short, or all together do not fill a batch.</exception>
    public PackedTexts(IEnumerable<int[]> texts, int tokensPerBatch, int contextLength, RandomStream stream)
    {
        SettingRequirement.Positive(tokensPerBatch, nameof(tokensPerBatch));
        SettingRequirement.Positive(contextLength, nameof(contextLength));
        _texts = [.. texts];
        (_tokensPerBatch, _contextLength, _stream) = (tokensPerBatch, contextLength, stream.Child("order"));
        long targets = 0;
        foreach ((int i, int[] text) in _texts.Index())
        {
            if (text.Length < 2) throw new ArgumentException($"Text {i} has {text.Length} tokens; at least 2 are needed.", nameof(texts));
            targets += text.Length - 1;
        }

        BatchesPerEpoch = targets / tokensPerBatch;
        if (BatchesPerEpoch == 0) throw new ArgumentException($"{targets} targets do not fill a batch of {tokensPerBatch}.", nameof(texts));
        (_order, _ends) = (new int[_texts.Length], new long[_texts.Length]);
    }

    /// <summary>Batches until every text was seen once.</summary>
    public long BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public SequenceBatch At(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        (long epoch, long batch) = Math.DivRem(index, BatchesPerEpoch);
        if (epoch != _epoch) Order(epoch);
        _batch.Clear();
        long first = batch * _tokensPerBatch, end = first + _tokensPerBatch;
        int place = Array.BinarySearch(_ends, first);
        place = place >= 0 ? place + 1 : ~place;
        while (first < end)
        {
            int[] text = _texts[_order[place]];
            int offset = (int)(first - (_ends[place] - (text.Length - 1)));
            int count = (int)Math.Min(Math.Min(end, _ends[place]) - first, _contextLength);
            _batch.AddText(text.AsSpan(offset, count + 1));
            first += count;
            if (first == _ends[place]) place++;
        }

        return _batch;
    }

    private void Order(long epoch)
    {
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        _stream.Position = checked((ulong)epoch << 32);
        _stream.Shuffle<int>(_order);
        long end = 0;
        for (int i = 0; i < _order.Length; i++) _ends[i] = end += _texts[_order[i]].Length - 1;
        _epoch = epoch;
    }
}
