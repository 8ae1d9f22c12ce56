using System.Numerics.Tensors;

namespace AlignmentToolkit.Networks;

/// <summary>Works through long spans in pieces that fit on the stack and in the first-level cache.</summary>
internal static class Chunks
{
    private const int Length = 512;

    /// <summary>Writes f′(a) of one piece.</summary>
    public delegate void Slope(ReadOnlySpan<float> preActivations, Span<float> slope);

    /// <summary>δ ← δ ⊙ f′(a), with f′ computed piece by piece into stack memory.</summary>
    public static void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal, Slope slopeOf)
    {
        Span<float> slope = stackalloc float[Length];
        while (!signal.IsEmpty)
        {
            int count = Math.Min(Length, signal.Length);
            slopeOf(preActivations[..count], slope[..count]);
            TensorPrimitives.Multiply(signal[..count], slope[..count], signal[..count]);
            preActivations = preActivations[count..];
            signal = signal[count..];
        }
    }
}
