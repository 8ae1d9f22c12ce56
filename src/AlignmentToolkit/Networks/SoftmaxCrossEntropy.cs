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
        for (int example = 0; example < logits.ColumnCount; example++)
        {
            ReadOnlySpan<float> a = logits.ColumnSpan(example);
            TensorPrimitives.Subtract(a, TensorPrimitives.Max(a), gradient.ColumnSpan(example));
        }

        // All exponentials in one call: a call for each example's few classes costs more than they do.
        TensorPrimitives.Exp(gradient.Values(), gradient.Values());
        double loss = 0;
        for (int example = 0; example < logits.ColumnCount; example++)
            loss += OfExample(logits.ColumnSpan(example), targets.ColumnSpan(example), gradient.ColumnSpan(example));
        return loss;
    }

    public override void Output(Matrix<float> logits, Matrix<float> outputs)
    {
        Require.Shape(outputs, logits.RowCount, logits.ColumnCount, nameof(outputs));
        logits.Values().CopyTo(outputs.Values());
        outputs.SoftmaxColumns();
    }

    // e holds exp(a − max a) and becomes softmax(a) − t.
    private static double OfExample(ReadOnlySpan<float> a, ReadOnlySpan<float> t, Span<float> e)
    {
        float sum = TensorPrimitives.Sum<float>(e);
        double logNormaliser = TensorPrimitives.Max(a) + MathF.Log(sum);
        double loss = 0;
        for (int c = 0; c < a.Length; c++) loss += t[c] * (logNormaliser - a[c]);
        TensorPrimitives.Multiply(e, 1 / sum, e);
        TensorPrimitives.Subtract(e, t, e);
        return loss;
    }
}
