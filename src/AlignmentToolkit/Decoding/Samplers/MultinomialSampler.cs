using System.Buffers;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Samplers;

/// <summary>Draws token i with probability Pᵢ = exp(zᵢ) / Σⱼ exp(zⱼ).</summary>
/// <remarks>
/// Inverse cumulative distribution in the order of ids: with u uniform in [0, 1), the first token for which P₀ + … + Pᵢ &gt; u. One draw of
/// <see cref="RandomStream.NextDouble"/> a token, so the same stream and the same rows give the same tokens.
/// </remarks>
/// <param name="stream">Where u comes from.</param>
public sealed class MultinomialSampler(RandomStream stream) : ISampler
{
    private const int Chunk = 512;
    private readonly RandomStream _stream = stream ?? throw new ArgumentNullException(nameof(stream));

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<float> logits)
    {
        float largest = LogitRow.Largest(logits);
        int chunks = (logits.Length + Chunk - 1) / Chunk;
        double[] masses = ArrayPool<double>.Shared.Rent(chunks);
        double total = 0;
        for (int c = 0; c < chunks; c++) total += masses[c] = Mass.Of(OfChunk(logits, c), largest);
        double remaining = _stream.NextDouble() * total;
        int chunk = 0;
        while (chunk < chunks - 1 && remaining >= masses[chunk]) remaining -= masses[chunk++];
        ArrayPool<double>.Shared.Return(masses);
        int token = Within(OfChunk(logits, chunk), largest, remaining);

        // Rounding can leave u beyond the last chunk that has any mass; the last token that can be chosen is meant.
        return token >= 0 ? (chunk * Chunk) + token : logits.LastIndexOfAnyExcept(float.NegativeInfinity);
    }

    private static int Within(ReadOnlySpan<float> logits, float largest, double remaining)
    {
        Span<double> weights = stackalloc double[Chunk];
        Mass.Exponentials(logits, largest, weights);
        int last = -1;
        for (int i = 0; i < logits.Length; i++)
        {
            if (weights[i] <= 0) continue;
            last = i;
            if (remaining < weights[i]) return i;
            remaining -= weights[i];
        }

        return last;
    }

    private static ReadOnlySpan<float> OfChunk(ReadOnlySpan<float> logits, int chunk) =>
        logits.Slice(chunk * Chunk, Math.Min(Chunk, logits.Length - (chunk * Chunk)));
}
