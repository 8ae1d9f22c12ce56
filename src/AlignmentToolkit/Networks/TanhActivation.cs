using System.Numerics.Tensors;

namespace AlignmentToolkit.Networks;

internal sealed class TanhActivation : Activation
{
    public override string Name => "tanh";

    public override void Apply(ReadOnlySpan<float> preActivations, Span<float> activations) =>
        TensorPrimitives.Tanh(preActivations, activations);

    public override void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal) =>
        Chunks.MultiplyBySlope(preActivations, signal, static (a, slope) =>
        {
            TensorPrimitives.Tanh(a, slope);
            for (int i = 0; i < slope.Length; i++) slope[i] = 1 - slope[i] * slope[i];
        });
}
