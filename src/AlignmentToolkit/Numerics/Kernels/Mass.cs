using System.Numerics;
using System.Numerics.Tensors;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>Sums of exponentials over a row of logits, in double precision.</summary>
internal static class Mass
{
    /// <summary>Passes go through a row by as many numbers as stay in the nearest cache.</summary>
    public const int Chunk = 512;

    /// <summary>Σᵢ exp((zᵢ − m) / T).</summary>
    /// <param name="logits">z.</param>
    /// <param name="largest">m.</param>
    /// <param name="temperature">T.</param>
    public static double Of<T>(ReadOnlySpan<T> logits, T largest, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> weights = stackalloc double[Chunk];
        double mass = 0;
        for (; !logits.IsEmpty; logits = logits[Math.Min(Chunk, logits.Length)..])
        {
            ReadOnlySpan<T> part = logits[..Math.Min(Chunk, logits.Length)];
            if (IsRemoved(part)) continue;
            mass += Exponentials(part, largest, weights, temperature);
        }

        return mass;
    }

    /// <summary>wᵢ ← exp((zᵢ − m) / T); returns their sum.</summary>
    /// <param name="logits">z.</param>
    /// <param name="largest">m.</param>
    /// <param name="weights">w, at least as long as z.</param>
    /// <param name="temperature">T.</param>
    public static double Exponentials<T>(ReadOnlySpan<T> logits, T largest, Span<double> weights, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        weights = weights[..logits.Length];
        Exponents(logits, largest, weights, temperature);
        TensorPrimitives.Exp<double>(weights, weights);
        return TensorPrimitives.Sum<double>(weights);
    }

    /// <summary>eᵢ ← (zᵢ − m) / T.</summary>
    /// <param name="logits">z.</param>
    /// <param name="largest">m.</param>
    /// <param name="exponents">e, of the length of z.</param>
    /// <param name="temperature">T.</param>
    public static void Exponents<T>(ReadOnlySpan<T> logits, T largest, Span<double> exponents, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Converting first makes the difference of single-precision numbers exact.
        TensorPrimitives.ConvertTruncating(logits, exponents);
        TensorPrimitives.Subtract(exponents, double.CreateTruncating(largest), exponents);
        if (temperature != 1) TensorPrimitives.Divide(exponents, temperature, exponents);
    }

    /// <summary>Σᵢ exp((zᵢ − m) / T), and the entropy −Σ p log p of p = softmax(z / T) in nats.</summary>
    /// <param name="logits">z.</param>
    /// <param name="largest">m.</param>
    /// <param name="temperature">T.</param>
    public static (double Mass, double Entropy) WithEntropy<T>(ReadOnlySpan<T> logits, T largest, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> exponents = stackalloc double[Chunk];
        Span<double> weights = stackalloc double[Chunk];
        double mass = 0;
        double moment = 0;
        for (; !logits.IsEmpty; logits = logits[Math.Min(Chunk, logits.Length)..])
        {
            ReadOnlySpan<T> part = logits[..Math.Min(Chunk, logits.Length)];
            if (IsRemoved(part)) continue;
            Span<double> differences = exponents[..part.Length];
            Exponents(part, largest, differences, temperature);

            // A removed token must add 0 to the moment, not 0 · −∞.
            TensorPrimitives.Max(differences, double.MinValue, differences);
            TensorPrimitives.Exp<double>(differences, weights);
            mass += TensorPrimitives.Sum<double>(weights[..part.Length]);
            moment += TensorPrimitives.Dot<double>(differences, weights[..part.Length]);
        }

        return (mass, Math.Log(mass) - (moment / mass));
    }

    /// <summary>Whether no token of a part of a row is left. Cuts leave long stretches of −∞, which cost no exponential.</summary>
    private static bool IsRemoved<T>(ReadOnlySpan<T> part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.IsNegativeInfinity(part[0]) && T.IsNegativeInfinity(TensorPrimitives.Max(part));
}
