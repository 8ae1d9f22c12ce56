using System.Numerics.Tensors;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

internal sealed class SquaredError : OutputLoss
{
    public override double Evaluate(Matrix<float> logits, Matrix<float> targets, Matrix<float> gradient)
    {
        MatrixMemory.RequireShape(targets, logits.RowCount, logits.ColumnCount, nameof(targets));
        MatrixMemory.RequireShape(gradient, logits.RowCount, logits.ColumnCount, nameof(gradient));
        TensorPrimitives.Subtract(logits.Entries(), targets.Entries(), gradient.Entries());
        double loss = 0;
        foreach (float e in gradient.Entries()) loss += 0.5 * e * e;
        return loss;
    }

    public override void Output(Matrix<float> logits, Matrix<float> outputs)
    {
        MatrixMemory.RequireShape(outputs, logits.RowCount, logits.ColumnCount, nameof(outputs));
        logits.Entries().CopyTo(outputs.Entries());
    }
}
