using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding;

/// <summary>A next-token distribution after one stage of a <see cref="LogitsChain"/>.</summary>
/// <param name="Stage">The stage's name; "model" for the raw row.</param>
/// <param name="Survivors">Number of tokens that can still be chosen.</param>
/// <param name="Entropy">−Σ P log P, in nats.</param>
/// <param name="Likeliest">The likeliest tokens, the likeliest first; of tokens that tie, the lowest id first.</param>
public sealed record StageView(string Stage, int Survivors, double Entropy, IReadOnlyList<TokenShare> Likeliest)
{
    /// <summary>Looks at a row.</summary>
    internal static StageView Of(string stage, ReadOnlySpan<float> logits, int count, Func<int, string>? text)
    {
        float largest = LogitRow.Largest(logits);
        (double mass, double entropy) = Mass.WithEntropy(logits, largest);
        int survivors = Row.CountSurvivors(logits);
        TokenLogProbability[] likeliest = LikeliestTokens.Of(logits, largest + Math.Log(mass), count);
        TokenShare[] shares = new TokenShare[likeliest.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            int token = likeliest[i].Token;
            shares[i] = new TokenShare(token, text?.Invoke(token), logits[token], Math.Exp(likeliest[i].LogProbability));
        }

        return new StageView(stage, survivors, entropy, shares);
    }

    /// <summary>The stage, how many tokens are left, and the likeliest of them.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Stage}: {Survivors} tokens, entropy {Entropy:F3}: {string.Join(", ", Likeliest)}");
}
