using System.Numerics;
using System.Numerics.Tensors;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>Whether a row of logits stands for a distribution.</summary>
internal static class LogitRow
{
    /// <summary>The largest logit, of a row that has been found fit to choose from.</summary>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    public static T Largest<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (logits.IsEmpty) throw new InvalidLogitsException("A row of logits is empty.");
        T largest = TensorPrimitives.Max(logits);
        if (!T.IsFinite(largest)) Refuse(logits, largest);
        return largest;
    }

    /// <summary>Throws unless a temperature is finite and greater than 0.</summary>
    public static void CheckTemperature(double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Allowed: a finite number greater than 0.");
    }

    private static void Refuse<T>(ReadOnlySpan<T> logits, T largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNegativeInfinity(largest))
            throw new InvalidLogitsException($"All {logits.Length} logits of a row are −∞: no token is left to choose from.");
        int index = logits.IndexOf(largest);
        throw new InvalidLogitsException(
            $"Logit {index} of a row of {logits.Length} is {(T.IsNaN(largest) ? "NaN" : "+∞")}; logits must be finite or −∞.");
    }
}
