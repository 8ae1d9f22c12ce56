using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

internal sealed class WholeBatchNormalisation : ActivationNormalisation
{
    public override string Name => "batch";

    public override void Apply(Matrix<float> activations, Span<float> norms)
    {
        float norm = TensorPrimitives.Norm<float>(activations.Values());
        norms.Fill(norm);
        if (norm > 0) activations.ScaleBy(1 / norm);
    }

    public override void MultiplyByJacobian(Matrix<float> activations, ReadOnlySpan<float> norms, Matrix<float> signal)
    {
        float along = TensorPrimitives.Dot<float>(activations.Values(), signal.Values());
        signal.AddScaled(-along, activations);
        signal.ScaleBy(norms[0] > 0 ? 1 / norms[0] : 0);
    }
}
