using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Decoding;

/// <summary>Chooses a token.</summary>
public interface ISampler
{
    /// <summary>The chosen token.</summary>
    /// <param name="logits">V numbers; −∞ for tokens that must not be chosen.</param>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    int Choose(ReadOnlySpan<float> logits);
}
