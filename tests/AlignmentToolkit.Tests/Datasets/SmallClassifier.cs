using AlignmentToolkit.Datasets;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.Datasets;

/// <summary>
/// A softmax classifier with or without a hidden ReLU layer, trained by Adam with a learning rate that falls to zero along a cosine.
/// Written for these tests alone, so that what is said of the Glyphs rests on nothing of the library's own networks.
/// </summary>
internal sealed class SmallClassifier
{
    private const int Batch = 100;
    private readonly Matrix<float>[] _weights;
    private readonly Matrix<float>[] _gradients;
    private readonly float[][] _first;
    private readonly float[][] _second;
    private int _step;

    /// <param name="sizes">Inputs, hidden units if any, classes. Each weight matrix has one more column, for the bias.</param>
    /// <param name="random">Draws the initial weights.</param>
    public SmallClassifier(int[] sizes, RandomStream random)
    {
        int layers = sizes.Length - 1;
        _weights = new Matrix<float>[layers];
        for (int l = 0; l < layers; l++)
        {
            _weights[l] = Matrix<float>.Build.Dense(sizes[l + 1], sizes[l] + 1);
            random.FillNormal(
                _weights[l].AsColumnMajorArray().AsSpan(0, sizes[l + 1] * sizes[l]), 0, MathF.Sqrt((layers == 1 ? 0.01f : 2f) / sizes[l]));
        }

        _gradients = Array.ConvertAll(_weights, w => Matrix<float>.Build.Dense(w.RowCount, w.ColumnCount));
        _first = Array.ConvertAll(_weights, w => new float[w.RowCount * w.ColumnCount]);
        _second = Array.ConvertAll(_weights, w => new float[w.RowCount * w.ColumnCount]);
    }

    /// <summary>Trains and returns the best accuracy on the test images after any epoch: an upper bound for early stopping.</summary>
    public double BestTestAccuracy(LabelledImages training, LabelledImages test, int epochs, float learningRate, RandomStream random)
    {
        double best = 0;
        int steps = training.Count / Batch;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            int[] order = random.Permutation(training.Count);
            for (int s = 0; s < steps; s++)
            {
                LabelledImages batch = training.Subset(order.AsSpan(s * Batch, Batch));
                float fraction = (epoch * steps + s) / (float)(epochs * steps);
                Learn(batch, learningRate * 0.5f * (1 + MathF.Cos(MathF.PI * fraction)));
            }

            best = Math.Max(best, Accuracy(test));
        }

        return best;
    }

    public double Accuracy(LabelledImages images)
    {
        Matrix<float> logits = Forward(images.Images)[^1];
        int right = 0;
        for (int i = 0; i < images.Count; i++)
        {
            if (logits.Column(i).MaximumIndex() == images.Labels[i]) right++;
        }

        return right / (double)images.Count;
    }

    private static Matrix<float> WithOnes(Matrix<float> values) => values.Stack(Matrix<float>.Build.Dense(1, values.ColumnCount, 1f));

    private static Matrix<float> WithoutLastRow(Matrix<float> values) => values.SubMatrix(0, values.RowCount - 1, 0, values.ColumnCount);

    /// <summary>Inputs of each layer with a row of ones below, then the logits.</summary>
    private Matrix<float>[] Forward(Matrix<float> x)
    {
        Matrix<float>[] activations = new Matrix<float>[_weights.Length + 1];
        activations[0] = WithOnes(x);
        for (int l = 0; l < _weights.Length; l++)
        {
            Matrix<float> sum = Matrix<float>.Build.Dense(_weights[l].RowCount, x.ColumnCount);
            _weights[l].MultiplyInto(activations[l], sum);
            activations[l + 1] = l + 1 < _weights.Length ? WithOnes(sum.PointwiseMaximum(0f)) : sum;
        }

        return activations;
    }

    private void Learn(LabelledImages batch, float learningRate)
    {
        Matrix<float>[] activations = Forward(batch.Images);
        Matrix<float> error = Softmax(activations[^1]) - batch.OneHot();
        for (int l = _weights.Length - 1; l >= 0; l--)
        {
            error.MultiplyTransposeInto(activations[l], _gradients[l]);
            if (l == 0) continue;
            Matrix<float> below = Matrix<float>.Build.Dense(activations[l].RowCount, batch.Count);
            _weights[l].TransposeMultiplyInto(error, below);
            error = WithoutLastRow(below.PointwiseMultiply(activations[l].PointwiseSign()));
        }

        _step++;
        for (int l = 0; l < _weights.Length; l++) Step(l, learningRate);
    }

    private static Matrix<float> Softmax(Matrix<float> logits)
    {
        Matrix<float> result = logits.Clone();
        for (int i = 0; i < result.ColumnCount; i++)
        {
            Vector<float> e = (result.Column(i) - result.Column(i).Maximum()).PointwiseExp();
            result.SetColumn(i, e / e.Sum());
        }

        return result;
    }

    /// <summary>Adam [Kingma 2015, algorithm 1] with β₁ = 0.9, β₂ = 0.999.</summary>
    private void Step(int layer, float learningRate)
    {
        float[] w = _weights[layer].AsColumnMajorArray(), g = _gradients[layer].AsColumnMajorArray(), m = _first[layer], v = _second[layer];
        float rate = learningRate * MathF.Sqrt(1 - MathF.Pow(0.999f, _step)) / (1 - MathF.Pow(0.9f, _step));
        for (int i = 0; i < w.Length; i++)
        {
            float gradient = g[i] / Batch;
            m[i] += 0.1f * (gradient - m[i]);
            v[i] += 0.001f * (gradient * gradient - v[i]);
            w[i] -= rate * m[i] / (MathF.Sqrt(v[i]) + 1e-8f);
        }
    }
}
