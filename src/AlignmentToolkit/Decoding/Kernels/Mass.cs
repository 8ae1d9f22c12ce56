using System.Numerics.Tensors;

namespace AlignmentToolkit.Decoding.Kernels;

/// <summary>Sums of exponentials over a row of logits, in double precision.</summary>
internal static class Mass
{
    private const int Chunk = 512;

    /// <summary>Σᵢ exp(zᵢ − m).</summary>
    /// <param name="logits">z.</param>
    /// <param name="largest">m.</param>
    public static double Of(ReadOnlySpan<float> logits, float largest)
    {
        Span<double> weights = stackalloc double[Chunk];
        double mass = 0;
        for (; !logits.IsEmpty; logits = logits[Math.Min(Chunk, logits.Length)..])
        {
            ReadOnlySpan<float> part = logits[..Math.Min(Chunk, logits.Length)];
            if (Row.IsRemoved(part)) continue;
            mass += Exponentials(part, largest, weights);
        }

        return mass;
    }

    /// <summary>wᵢ ← exp(zᵢ − m); returns their sum.</summary>
    /// <param name="logits">z.</param>
    /// <param name="largest">m.</param>
    /// <param name="weights">w, at least as long as z.</param>
    public static double Exponentials(ReadOnlySpan<float> logits, float largest, Span<double> weights)
    {
        weights = weights[..logits.Length];

        // Converting first makes the difference exact.
        TensorPrimitives.ConvertTruncating(logits, weights);
        TensorPrimitives.Subtract(weights, largest, weights);
        TensorPrimitives.Exp<double>(weights, weights);
        return TensorPrimitives.Sum<double>(weights);
    }

    /// <summary>Σᵢ exp(zᵢ − m), and the entropy −Σ p log p of p = softmax(z) in nats.</summary>
    /// <param name="logits">z.</param>
    /// <param name="largest">m.</param>
    public static (double Mass, double Entropy) WithEntropy(ReadOnlySpan<float> logits, float largest)
    {
        Span<double> exponents = stackalloc double[Chunk];
        Span<double> weights = stackalloc double[Chunk];
        double mass = 0;
        double moment = 0;
        for (; !logits.IsEmpty; logits = logits[Math.Min(Chunk, logits.Length)..])
        {
            ReadOnlySpan<float> part = logits[..Math.Min(Chunk, logits.Length)];
            if (Row.IsRemoved(part)) continue;
            Span<double> differences = exponents[..part.Length];
            TensorPrimitives.ConvertTruncating(part, differences);

            // A removed token must add 0 to the moment, not 0 · −∞; exp(−1000) is 0 in double precision.
            TensorPrimitives.Max(differences, largest - 1000.0, differences);
            TensorPrimitives.Subtract(differences, largest, differences);
            TensorPrimitives.Exp<double>(differences, weights);
            mass += TensorPrimitives.Sum<double>(weights[..part.Length]);
            moment += TensorPrimitives.Dot<double>(differences, weights[..part.Length]);
        }

        return (mass, Math.Log(mass) - (moment / mass));
    }
}
