using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Samplers;

/// <summary>Always the likeliest token; of several, the one with the lowest id.</summary>
public sealed class GreedySampler : ISampler
{
    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<float> logits) => Row.IndexOfLargest(logits);
}
