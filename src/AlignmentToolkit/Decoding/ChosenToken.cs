using System.Globalization;

namespace AlignmentToolkit.Decoding;

/// <summary>A token that was chosen, and what the model thought of it and of others, before any processor.</summary>
/// <param name="Token">Its id.</param>
/// <param name="LogProbability">log P of it, in nats, from the model's own logits at temperature 1.</param>
/// <param name="Likeliest">The model's likeliest tokens, the likeliest first; of tokens that tie, the lowest id first.</param>
public readonly record struct ChosenToken(int Token, double LogProbability, IReadOnlyList<TokenLogProbability> Likeliest)
{
    /// <summary>The token and its log-probability.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Token} {LogProbability:F3}");
}
