using System.Buffers;

namespace AlignmentToolkit.Decoding.Kernels;

/// <summary>The likeliest tokens of a row in order.</summary>
internal static class LikeliestTokens
{
    private static readonly Comparison<TokenLogProbability> s_order = (x, y) =>
        x.LogProbability != y.LogProbability ? y.LogProbability.CompareTo(x.LogProbability) : x.Token.CompareTo(y.Token);

    /// <summary>The likeliest tokens, the likeliest first; of tokens that tie, the lowest ids.</summary>
    /// <param name="logits">A row that has been found fit.</param>
    /// <param name="logMass">log Σ exp(z), which is subtracted from each.</param>
    /// <param name="count">How many; fewer where fewer are left.</param>
    public static TokenLogProbability[] Of(ReadOnlySpan<float> logits, double logMass, int count)
    {
        if (count == 0) return [];
        float threshold = Math.Max(Largest.Threshold(logits, count), float.MinValue);
        TokenLogProbability[] rented = ArrayPool<TokenLogProbability>.Shared.Rent(Math.Min(count, logits.Length));
        int found = 0;
        int ties = Math.Min(count, logits.Length);
        foreach (float logit in logits) if (logit > threshold) ties--;
        for (int token = 0; token < logits.Length; token++)
        {
            float logit = logits[token];
            if (logit > threshold || (logit == threshold && ties-- > 0)) rented[found++] = new(token, logit - logMass);
        }

        Span<TokenLogProbability> likeliest = rented.AsSpan(0, found);
        likeliest.Sort(s_order);
        TokenLogProbability[] result = likeliest.ToArray();
        ArrayPool<TokenLogProbability>.Shared.Return(rented);
        return result;
    }
}
