using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>Whether numbers can be probabilities.</summary>
internal static class ProbabilityRow
{
    /// <summary>Throws unless there is a number and all are in 0 … 1.</summary>
    public static void Check<T>(ReadOnlySpan<T> probabilities, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (probabilities.IsEmpty) throw new ArgumentException("There are no probabilities.", name);

        // Either extreme is NaN when one of the numbers is.
        if (TensorPrimitives.Min(probabilities) >= T.Zero && TensorPrimitives.Max(probabilities) <= T.One) return;
        int index = 0;
        while (probabilities[index] >= T.Zero && probabilities[index] <= T.One) index++;
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"Probability {index} is {probabilities[index]}. Allowed: 0 to 1."), name);
    }
}
