using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Keeps the k likeliest tokens [Fan 2018]: those with a logit of at least the k-th largest.</summary>
public sealed class TopK : ILogitsProcessor
{
    private readonly int _count;
    private readonly bool _keepsTies;

    /// <summary>Keeps the <paramref name="count"/> likeliest tokens.</summary>
    /// <param name="count">k, at least 1; a k of V or more keeps all.</param>
    /// <param name="keepsTies">Whether all tokens that tie with the k-th are kept, as HuggingFace does. Otherwise exactly k survive, of
    /// those that tie the ones with the lowest ids.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public TopK(int count, bool keepsTies = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _count = count;
        _keepsTies = keepsTies;
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"top-k {_count}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        if (logits.IsEmpty) LogitRow.Largest(logits);
        Largest.Keep(logits, _count, _keepsTies);
    }
}
