using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

internal sealed class PerExampleNormalisation(string name, bool meanSquare) : ActivationNormalisation
{
    public override string Name => name;

    public override void Apply(Matrix<float> activations, Span<float> norms)
    {
        float scale = 1 / MathF.Sqrt(Divisor(activations));
        for (int example = 0; example < activations.ColumnCount; example++)
        {
            Span<float> column = activations.ColumnSpan(example);
            norms[example] = scale * TensorPrimitives.Norm<float>(column);
            if (norms[example] > 0) TensorPrimitives.Divide(column, norms[example], column);
        }
    }

    public override void MultiplyByJacobian(Matrix<float> activations, ReadOnlySpan<float> norms, Matrix<float> signal)
    {
        float divisor = Divisor(activations);
        for (int example = 0; example < activations.ColumnCount; example++)
        {
            ReadOnlySpan<float> h = activations.ColumnSpan(example);
            Span<float> delta = signal.ColumnSpan(example);
            float inverse = norms[example] > 0 ? 1 / norms[example] : 0;
            float along = TensorPrimitives.Dot(h, delta) / divisor;
            TensorPrimitives.MultiplyAdd(h, -along, delta, delta);
            TensorPrimitives.Multiply(delta, inverse, delta);
        }
    }

    private float Divisor(Matrix<float> activations) => meanSquare ? activations.RowCount : 1;
}
