using System.Buffers;
using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>
/// Keeps the tokens whose surprise is closest to the expected one, as many as hold a mass τ [Meister 2023].
/// </summary>
/// <remarks>
/// With the entropy H of P = softmax(z), tokens are ordered by |−log Pᵢ − H|; the shortest beginning of that order with a mass of at least
/// τ is kept, and whatever ties with its last token. The likeliest token may go.
/// </remarks>
public sealed class TypicalP : ILogitsProcessor
{
    private readonly double _mass;
    private readonly int _minimumKept;

    /// <summary>Keeps the most typical tokens.</summary>
    /// <param name="mass">τ, more than 0 and less than 1.</param>
    /// <param name="minimumKept">Fewest tokens that are left, at least 1, and whatever ties with the last of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not more than 0 and less than 1, or
    /// <paramref name="minimumKept"/> is less than 1.</exception>
    public TypicalP(double mass, int minimumKept = 1)
    {
        Demand.ProperFraction(mass);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumKept, 1);
        (_mass, _minimumKept) = (mass, minimumKept);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"typical-p {_mass}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        float largest = LogitRow.Largest(logits);
        (double mass, double entropy) = Mass.WithEntropy(logits, largest);
        float[] survivors = ArrayPool<float>.Shared.Rent(logits.Length);
        double[] keys = ArrayPool<double>.Shared.Rent(logits.Length);
        double[] weights = ArrayPool<double>.Shared.Rent(logits.Length);
        ReadOnlySpan<float> values = Row.Survivors(logits, survivors);
        Span<double> distances = keys.AsSpan(0, values.Length);

        // −log Pᵢ − H = m + log Z − H − zᵢ: a distance from one typical logit.
        Row.DistancesFrom(values, largest + Math.Log(mass) - entropy, distances);
        Mass.Exponentials(values, largest, weights);
        Span<double> scratch = weights.AsSpan(0, values.Length);
        (int count, double key) = MassCut.Find(distances, scratch, _mass * mass, mustExceed: false);
        if (count < _minimumKept) key = Smallest(distances, Math.Min(_minimumKept, values.Length), scratch);
        (float least, float most) = Kept(values, distances, key);
        ArrayPool<double>.Shared.Return(weights);
        ArrayPool<double>.Shared.Return(keys);
        ArrayPool<float>.Shared.Return(survivors);
        Row.KeepWithin(logits, least, most);
    }

    /// <summary>The <paramref name="count"/>-th smallest distance.</summary>
    private static double Smallest(ReadOnlySpan<double> distances, int count, Span<double> sorted)
    {
        distances.CopyTo(sorted);
        sorted.Sort();
        return sorted[count - 1];
    }

    private static (float Least, float Most) Kept(ReadOnlySpan<float> values, ReadOnlySpan<double> distances, double key)
    {
        float least = float.PositiveInfinity;
        float most = float.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (distances[i] > key) continue;
            if (values[i] < least) least = values[i];
            if (values[i] > most) most = values[i];
        }

        return (least, most);
    }
}
