namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>
/// Takes the updates that a learning rule proposes: an optimiser applies them, a recorder only keeps them for comparison.
/// </summary>
/// <remarks>The rule calls it once a layer for each step, after all factors of that step are computed.</remarks>
public interface IUpdateReceiver
{
    /// <summary>Takes the update of one layer.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="update">G_l as a product of factors. Its matrices may be overwritten after the call.</param>
    void Receive(int layer, in LayerUpdate update);
}
