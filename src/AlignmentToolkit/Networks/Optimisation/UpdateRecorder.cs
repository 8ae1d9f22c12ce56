using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>Keeps the updates of a learning rule instead of applying them, to look at them or compare them with another rule's.</summary>
public sealed class UpdateRecorder : IUpdateReceiver
{
    private readonly Matrix<float>[] _updates;
    private readonly Matrix<float>[] _terms;

    /// <summary>Allocates two matrices a layer: the sum, and the term being added to it.</summary>
    /// <param name="network">The network whose updates are recorded.</param>
    public UpdateRecorder(MultilayerPerceptron network)
    {
        _updates = [.. network.Weights.Select(w => Matrix<float>.Build.Dense(w.RowCount, w.ColumnCount))];
        _terms = [.. _updates.Select(update => update.Clone())];
    }

    /// <summary>s·G_l of each layer, summed over all updates received since the last <see cref="Clear"/>.</summary>
    public IReadOnlyList<Matrix<float>> Updates => _updates;

    /// <summary>Forgets what was received.</summary>
    public void Clear()
    {
        foreach (Matrix<float> update in _updates) update.Clear();
    }

    /// <inheritdoc/>
    public void Receive(int layer, in LayerUpdate update)
    {
        update.WriteTo(_terms[layer]);
        _updates[layer].AddScaled(update.Scale, _terms[layer]);
    }
}
