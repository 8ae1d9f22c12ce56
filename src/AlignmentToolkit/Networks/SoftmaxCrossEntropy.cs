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
            double logNormaliser = SoftmaxInto(a, e);
            for (int c = 0; c < a.Length; c++) loss += t[c] * (logNormaliser - a[c]);
            TensorPrimitives.Subtract(e, t, e);
        }

        return loss;
    }

    public override void Output(Matrix<float> logits, Matrix<float> outputs)
    {
        Require.Shape(outputs, logits.RowCount, logits.ColumnCount, nameof(outputs));
        for (int example = 0; example < logits.ColumnCount; example++)
            SoftmaxInto(logits.ColumnSpan(example), outputs.ColumnSpan(example));
    }

    // y ← softmax(a), and log Σ eᵃ. The largest logit is subtracted first, so no exponential overflows.
    private static double SoftmaxInto(ReadOnlySpan<float> a, Span<float> y)
    {
        float largest = TensorPrimitives.Max(a);
        TensorPrimitives.Subtract(a, largest, y);
        TensorPrimitives.Exp(y, y);
        float sum = TensorPrimitives.Sum(y);
        TensorPrimitives.Divide(y, sum, y);
        return largest + Math.Log(sum);
    }
}
