using System.Numerics.Tensors;

namespace AlignmentToolkit.Networks;

internal sealed class SigmoidActivation : Activation
{
    public override string Name => "sigmoid";

    public override void Apply(ReadOnlySpan<float> preActivations, Span<float> activations) =>
        TensorPrimitives.Sigmoid(preActivations, activations);

    public override void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal) =>
        Chunks.MultiplyBySlope(preActivations, signal, static (a, slope) =>
        {
            TensorPrimitives.Sigmoid(a, slope);
            for (int i = 0; i < slope.Length; i++) slope[i] *= 1 - slope[i];
        });
}
