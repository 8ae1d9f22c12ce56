using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

internal sealed class SquaredError : OutputLoss
{
    public override double Evaluate(Matrix<float> logits, Matrix<float> targets, Matrix<float> gradient)
    {
        Require.Shape(targets, logits.RowCount, logits.ColumnCount, nameof(targets));
        Require.Shape(gradient, logits.RowCount, logits.ColumnCount, nameof(gradient));
        TensorPrimitives.Subtract(logits.Values(), targets.Values(), gradient.Values());
        double loss = 0;
        foreach (float e in gradient.Values()) loss += 0.5 * e * e;
        return loss;
    }

    public override void Output(Matrix<float> logits, Matrix<float> outputs)
    {
        Require.Shape(outputs, logits.RowCount, logits.ColumnCount, nameof(outputs));
        logits.Values().CopyTo(outputs.Values());
    }
}
