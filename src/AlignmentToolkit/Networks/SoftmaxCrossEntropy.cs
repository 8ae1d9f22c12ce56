using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

internal sealed class SoftmaxCrossEntropy : OutputLoss
{
    public override double Evaluate(Matrix<float> logits, Matrix<float> targets, Matrix<float> gradient)
    {
        Require.Shape(targets, logits.RowCount, logits.ColumnCount, nameof(targets));
        Require.Shape(gradient, logits.RowCount, logits.ColumnCount, nameof(gradient));
        double loss = 0;
        for (int example = 0; example < logits.ColumnCount; example++)
        {
            ReadOnlySpan<float> a = logits.ColumnSpan(example), t = targets.ColumnSpan(example);
            Span<float> e = gradient.ColumnSpan(example);
            Softmax.Apply(a, e);
            double logNormaliser = Softmax.LogSumExp(a);
            for (int c = 0; c < a.Length; c++) loss += t[c] * (logNormaliser - a[c]);
            TensorPrimitives.Subtract(e, t, e);
        }

        return loss;
    }

    public override void Output(Matrix<float> logits, Matrix<float> outputs)
    {
        Require.Shape(outputs, logits.RowCount, logits.ColumnCount, nameof(outputs));
        for (int example = 0; example < logits.ColumnCount; example++)
            Softmax.Apply<float>(logits.ColumnSpan(example), outputs.ColumnSpan(example));
    }
}
