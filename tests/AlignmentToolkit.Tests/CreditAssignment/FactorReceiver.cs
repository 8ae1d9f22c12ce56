using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>
/// Multiplies the factors of each update out in double precision by itself, without the library's products and without the scale.
/// </summary>
internal sealed class FactorReceiver : IUpdateReceiver
{
    private readonly Dictionary<int, double[,]> _updates = [];

    public void Receive(int layer, in LayerUpdate update)
    {
        double[,] p = NetworkBuilder.ToArray(update.Postsynaptic), q = NetworkBuilder.ToArray(update.Presynaptic);
        double[,] product = new double[p.GetLength(0), q.GetLength(0)];
        for (int i = 0; i < product.GetLength(0); i++)
            for (int j = 0; j < product.GetLength(1); j++)
                for (int example = 0; example < p.GetLength(1); example++) product[i, j] += p[i, example] * q[j, example];
        _updates[layer] = product;
    }

    /// <summary>G_l of all layers, zero where none was received.</summary>
    public IReadOnlyList<double[,]> Updates(MultilayerPerceptron network) =>
        [.. network.Weights.Select((w, layer) => _updates.GetValueOrDefault(layer, new double[w.RowCount, w.ColumnCount]))];
}
