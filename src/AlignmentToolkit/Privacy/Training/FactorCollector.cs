using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>Keeps the factors of one mini-batch until all layers' are there: an example's scale depends on all of them.</summary>
internal sealed class FactorCollector(LearningRule rule) : IUpdateReceiver
{
    private readonly LayerUpdate?[] _updates = new LayerUpdate?[rule.Network.LayerCount];

    /// <summary>The update of a layer that was received.</summary>
    public LayerUpdate this[int layer] =>
        _updates[layer] ?? throw new InvalidOperationException($"{rule.Name} gave no update of layer {layer} this time.");

    /// <summary>Whether the layer's update was received.</summary>
    public bool Has(int layer) => _updates[layer] is not null;

    public void Clear() => Array.Clear(_updates);

    public void Receive(int layer, in LayerUpdate update)
    {
        if (_updates[layer] is not null)
            throw new InvalidOperationException($"{rule.Name} steps more than once a mini-batch, which private training cannot bound.");
        if (update.SecondPostsynaptic is not null)
            throw new InvalidOperationException($"{rule.Name} has an update with a second term, which private training cannot bound.");
        _updates[layer] = update;
    }
}
