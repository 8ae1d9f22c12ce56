using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Decoding;

/// <summary>One stage between a model's logits and the choice of a token: it changes logits, or removes tokens.</summary>
/// <remarks>
/// A removed token has the logit −∞; every later softmax is over the tokens that are left. A processor may keep buffers to itself and so
/// serves one thread at a time.
/// </remarks>
public interface ILogitsProcessor
{
    /// <summary>What it does in a few words, with its parameter: "top-k 40".</summary>
    string Name { get; }

    /// <summary>Changes one row of logits in place.</summary>
    /// <param name="context">Tokens so far, prompt and answer.</param>
    /// <param name="logits">V numbers, one for every token that could come next; −∞ where it cannot.</param>
    /// <param name="step">Where the prompt ends, and which row this is.</param>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere. A processor that does not need the
    /// whole row may leave this to the <see cref="LogitsChain"/>, which always looks.</exception>
    void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step);
}
