using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

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
        float largest = Row.Largest(logits);
        (double mass, double entropy) = Mass.WithEntropy(logits, largest);
        int survivors = Row.CountSurvivors(logits);
        float[] values = logits.ToArray();
        int[] tokens = [.. Enumerable.Range(0, values.Length).OrderByDescending(token => values[token]).Take(Math.Min(count, survivors))];
        return new StageView(stage, survivors, entropy, Array.ConvertAll(tokens, Share));

        TokenShare Share(int token) =>
            new(token, text?.Invoke(token), values[token], Math.Exp((double)values[token] - largest) / mass);
    }

    /// <summary>The stage, how many tokens are left, and the likeliest of them.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Stage}: {Survivors} tokens, entropy {Entropy:F3}: {string.Join(", ", Likeliest)}");
}
