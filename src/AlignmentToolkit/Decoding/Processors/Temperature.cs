using System.Globalization;
using System.Numerics.Tensors;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>zᵢ ← zᵢ / T: T &gt; 1 flattens the distribution, T &lt; 1 sharpens it.</summary>
/// <param name="temperature">T, finite and greater than 0. For T → 0 take a <see cref="Samplers.GreedySampler"/>.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite and greater than 0.</exception>
public sealed class Temperature(double temperature) : ILogitsProcessor
{
    private const float Tiny = 1e-30f;
    private readonly float _temperature = Checked(temperature);

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"temperature {_temperature}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        // Only what is not greater than 0 can be divided by next to nothing without leaving single precision.
        if (_temperature < Tiny) TensorPrimitives.Subtract(logits, LogitRow.Largest(logits), logits);
        Row.Divide(logits, _temperature);
    }

    private static float Checked(double temperature)
    {
        Demand.FiniteAndPositive(temperature);
        return (float)Math.Clamp(temperature, float.Epsilon, float.MaxValue);
    }
}
