using System.Numerics.Tensors;

using AlignmentToolkit.Networks;

namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>An activation function whose slope is held in [γ_min, γ_max]: δ ← δ ⊙ clamp(f′(a), γ_min, γ_max).</summary>
/// <remarks>
/// A lower bound is what the column-wise analysis needs of f′, which no saturating function has; so this is a different algorithm, in which
/// saturated units go on learning. An upper bound of 1 changes nothing for tanh. [Ohana 2021]
/// </remarks>
public sealed class BoundedSlope : Activation
{
    private const int Piece = 512;

    private readonly Activation _inner;

    /// <summary>Bounds a slope.</summary>
    /// <param name="inner">f.</param>
    /// <param name="smallest">γ_min, finite and at least 0.</param>
    /// <param name="largest">γ_max, at least γ_min; ∞ bounds nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
    public BoundedSlope(Activation inner, float smallest, float largest = float.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Require.FiniteAndNotNegative(smallest);
        if (!(largest >= smallest))
        {
            throw new ArgumentOutOfRangeException(
                nameof(largest), largest, $"The largest slope must be at least the smallest, {smallest}.");
        }

        (_inner, Smallest, Largest) = (inner, smallest, largest);
    }

    /// <summary>γ_min.</summary>
    public float Smallest { get; }

    /// <summary>γ_max.</summary>
    public float Largest { get; }

    /// <inheritdoc/>
    public override string Name => _inner.Name + "-bounded";

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> preActivations, Span<float> activations) => _inner.Apply(preActivations, activations);

    /// <inheritdoc/>
    public override void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal)
    {
        Span<float> slope = stackalloc float[Piece];
        while (!signal.IsEmpty)
        {
            int count = Math.Min(Piece, signal.Length);
            Span<float> part = slope[..count];
            part.Fill(1);
            _inner.MultiplyBySlope(preActivations[..count], part);
            TensorPrimitives.Clamp(part, Smallest, Largest, part);
            TensorPrimitives.Multiply(signal[..count], part, signal[..count]);
            preActivations = preActivations[count..];
            signal = signal[count..];
        }
    }
}
