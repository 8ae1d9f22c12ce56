using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>
/// Cuts mini-batches of any size into passes of few sizes: rules keep a workspace for each size they have seen, and Poisson sampling draws
/// dozens of sizes.
/// </summary>
internal sealed class PassSizes(LabelledExamples examples, int largest)
{
    // Of 512 expected examples an eighth of this is padding on average: 3 per cent.
    private const int Granularity = 32;

    private readonly Dictionary<int, MiniBatch> _batches = [];
    private readonly int[] _padded = new int[largest];

    /// <summary>Fills a mini-batch with the first of some examples, repeating one of them as padding.</summary>
    /// <param name="indices">At least one.</param>
    /// <param name="used">How many of them fit in.</param>
    public MiniBatch Gather(ReadOnlySpan<int> indices, out int used)
    {
        used = Math.Min(indices.Length, largest);
        int size = Math.Min(largest, (used + Granularity - 1) / Granularity * Granularity);
        Span<int> padded = _padded.AsSpan(0, size);
        indices[..used].CopyTo(padded);
        padded[used..].Fill(indices[0]);
        if (!_batches.TryGetValue(size, out MiniBatch? batch))
            _batches[size] = batch = new MiniBatch(examples.InputSize, examples.ClassCount, size);
        batch.Gather(examples, padded);
        return batch;
    }
}
