using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics;

/// <summary>From logits to probabilities, without overflow for logits of any size.</summary>
/// <remarks>
/// The largest logit m is taken out first: pᵢ = exp((zᵢ − m) / T) / Σⱼ exp((zⱼ − m) / T). A logit of −∞ has probability 0. One row is
/// computed in double precision whatever its type, and refused when no distribution belongs to it. Columns, which are for training, are
/// computed in the type they have; of a column that no distribution belongs to the result is NaN.
/// </remarks>
public static partial class Softmax
{
    /// <summary>pᵢ ← exp(zᵢ / T) / Σⱼ exp(zⱼ / T).</summary>
    /// <param name="logits">z.</param>
    /// <param name="probabilities">p, of the length of z; it may be z itself.</param>
    /// <param name="temperature">T, finite and greater than 0.</param>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite and greater than 0.</exception>
    public static void Apply<T>(ReadOnlySpan<T> logits, Span<T> probabilities, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(logits.Length, probabilities.Length, nameof(probabilities));
        LogitRow.CheckTemperature(temperature);
        T largest = LogitRow.Largest(logits);
        Span<double> weights = stackalloc double[Mass.Chunk];
        double mass = 0;
        for (int i = 0; i < logits.Length; i += Mass.Chunk)
        {
            ReadOnlySpan<T> part = logits.Slice(i, Math.Min(Mass.Chunk, logits.Length - i));
            mass += Mass.Exponentials(part, largest, weights, temperature);
            TensorPrimitives.ConvertTruncating(weights[..part.Length], probabilities.Slice(i, part.Length));
        }

        TensorPrimitives.Multiply(probabilities, T.CreateTruncating(1 / mass), probabilities);
    }

    /// <summary>ℓᵢ ← zᵢ / T − log Σⱼ exp(zⱼ / T).</summary>
    /// <param name="logits">z.</param>
    /// <param name="logProbabilities">ℓ, of the length of z; it may be z itself. −∞ where z is.</param>
    /// <param name="temperature">T, finite and greater than 0.</param>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite and greater than 0.</exception>
    public static void ApplyLogarithm<T>(ReadOnlySpan<T> logits, Span<T> logProbabilities, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(logits.Length, logProbabilities.Length, nameof(logProbabilities));
        LogitRow.CheckTemperature(temperature);
        T largest = LogitRow.Largest(logits);
        double logarithm = Math.Log(Mass.Of(logits, largest, temperature));
        Span<double> exponents = stackalloc double[Mass.Chunk];
        for (int i = 0; i < logits.Length; i += Mass.Chunk)
        {
            // Taking the maximum out before the logarithm is subtracted keeps the digits of small differences between large logits.
            ReadOnlySpan<T> part = logits.Slice(i, Math.Min(Mass.Chunk, logits.Length - i));
            Span<double> differences = exponents[..part.Length];
            Mass.Exponents(part, largest, differences, temperature);
            TensorPrimitives.Subtract(differences, logarithm, differences);
            TensorPrimitives.ConvertTruncating(differences, logProbabilities.Slice(i, part.Length));
        }
    }

    /// <summary>ℓₜ = zₜ / T − log Σⱼ exp(zⱼ / T): the log-probability of one token.</summary>
    /// <param name="logits">z.</param>
    /// <param name="token">t, an index of z.</param>
    /// <param name="temperature">T, finite and greater than 0.</param>
    /// <returns>At most 0; −∞ where the logit is.</returns>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token, or <paramref name="temperature"/> is not finite and greater
    /// than 0.</exception>
    public static double LogProbability<T>(ReadOnlySpan<T> logits, int token, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LogitRow.CheckTemperature(temperature);
        T largest = LogitRow.Largest(logits);
        if ((uint)token >= (uint)logits.Length)
            throw new ArgumentOutOfRangeException(nameof(token), token, $"Allowed: 0 to {logits.Length - 1}, one for each logit.");
        double exponent = (double.CreateTruncating(logits[token]) - double.CreateTruncating(largest)) / temperature;
        return exponent - Math.Log(Mass.Of(logits, largest, temperature));
    }

    /// <summary>log Σᵢ exp(zᵢ / T).</summary>
    /// <param name="logits">z.</param>
    /// <param name="temperature">T, finite and greater than 0.</param>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite and greater than 0.</exception>
    public static double LogSumExp<T>(ReadOnlySpan<T> logits, double temperature = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LogitRow.CheckTemperature(temperature);
        T largest = LogitRow.Largest(logits);
        return (double.CreateTruncating(largest) / temperature) + Math.Log(Mass.Of(logits, largest, temperature));
    }

    private static void CheckLengths(int logits, int destination, string name)
    {
        if (destination != logits)
            throw new ArgumentException($"There are {logits} logits; '{name}' has length {destination}.", name);
    }
}
