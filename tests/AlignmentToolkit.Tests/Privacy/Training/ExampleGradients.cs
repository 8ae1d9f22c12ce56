using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.Privacy.Training;

/// <summary>
/// Clipping written out: every example passes through the rule alone, its gradients are formed in full, in double precision, and
/// shortened together.
/// </summary>
internal static class ExampleGradients
{
    /// <summary>All gradients of one example as one long vector: weights of all layers, then biases of all layers.</summary>
    public static double[] Of(LearningRule rule, MiniBatch batch, int example)
    {
        MiniBatch alone = new(
            batch.Inputs.SubMatrix(0, batch.Inputs.RowCount, example, 1), batch.Targets.SubMatrix(0, batch.Targets.RowCount, example, 1));
        Collector collector = new();
        rule.Learn(alone, collector);
        return [.. collector.Weights.SelectMany(g => g), .. rule.Network.Biases.Count > 0 ? collector.Biases.SelectMany(g => g) : []];
    }

    public static double Length(double[] gradient) => Math.Sqrt(gradient.Sum(g => g * g));

    /// <summary>Σ g_i min(1, C/‖g_i‖).</summary>
    public static double[] ClippedSum(LearningRule rule, MiniBatch batch, double clippingNorm)
    {
        double[][] gradients = [.. Enumerable.Range(0, batch.Count).Select(example => Of(rule, batch, example))];
        double[] sum = new double[gradients[0].Length];
        foreach (double[] gradient in gradients)
        {
            double share = Math.Min(1, clippingNorm / Length(gradient));
            for (int i = 0; i < sum.Length; i++) sum[i] += share * gradient[i];
        }

        return sum;
    }

    /// <summary>What a clipped gradient holds, in the same order.</summary>
    public static double[] Of(AlignmentToolkit.Privacy.Training.ClippedGradient gradient, LearningRule rule) =>
    [
        .. gradient.TrainedLayers.SelectMany(layer => gradient.Weights(layer).Values().ToArray()).Select(g => (double)g),
        .. gradient.TrainedLayers.SelectMany(layer => gradient.Biases(layer).ToArray()).Select(g => (double)g),
    ];

    /// <summary>Random inputs and classes for a network.</summary>
    public static MiniBatch Batch(int inputs, int classes, int count, string seed)
    {
        RandomStream stream = RandomStream.From(seed);
        Matrix<float> targets = Matrix<float>.Build.Dense(classes, count);
        for (int i = 0; i < count; i++) targets[stream.NextInt32(classes), i] = 1;
        return new MiniBatch(stream.NormalMatrix(inputs, count), targets);
    }

    private sealed class Collector : IUpdateReceiver
    {
        public List<double[]> Weights { get; } = [];

        public List<double[]> Biases { get; } = [];

        public void Receive(int layer, in LayerUpdate update)
        {
            LayerUpdate of = update;
            (int rows, int columns) = (of.Postsynaptic.RowCount, of.Presynaptic.RowCount);
            Weights.Add([.. Enumerable.Range(0, rows * columns)
                .Select(i => of.Scale * (double)of.Postsynaptic[i % rows, 0] * of.Presynaptic[i / rows, 0])]);
            Biases.Add([.. Enumerable.Range(0, rows).Select(i => of.Scale * (double)of.Postsynaptic[i, 0])]);
        }
    }
}
