using AlignmentToolkit.Networks.Optimisation;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>Keeps s·G_l and its bias part of each layer, multiplied out in double precision without the library's products.</summary>
internal sealed class GradientReceiver : IUpdateReceiver
{
    public Dictionary<int, (double[,] Weights, double[] Biases)> Gradients { get; } = [];

    public void Receive(int layer, in LayerUpdate update)
    {
        double[,] weights = new double[update.Postsynaptic.RowCount, update.Presynaptic.RowCount];
        Add(weights, update.Postsynaptic, update.Presynaptic, update.Scale);
        if (update.SecondPostsynaptic is not null)
            Add(weights, update.SecondPostsynaptic, update.SecondPresynaptic!, update.Scale);
        float[] biases = new float[weights.GetLength(0)];
        update.WriteBiasTo(biases);
        float scale = update.Scale;
        Gradients[layer] = (weights, [.. biases.Select(b => (double)b * scale)]);
    }

    private static void Add(double[,] sum, Matrix<float> post, Matrix<float> pre, double scale)
    {
        for (int i = 0; i < sum.GetLength(0); i++)
            for (int j = 0; j < sum.GetLength(1); j++)
                for (int k = 0; k < post.ColumnCount; k++) sum[i, j] += scale * post[i, k] * pre[j, k];
    }
}
