using AlignmentToolkit.Networks;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// Rules with two passes: one on the input X, one on X modulated by the projected error of the first, X^e = X ∓ F E. Hidden layers learn
/// from what differs between the two.
/// </summary>
/// <remarks>
/// Both passes use the dropout masks of the mini-batch: with masks of its own each, their difference would be mostly dropout noise.
/// </remarks>
public abstract class InputModulationRule : InputProjectionRule
{
    private readonly Dictionary<int, ModulatedPasses> _passes = [];

    /// <summary>Binds the rule to a network.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="projection">F, from C numbers to n_0.</param>
    /// <exception cref="ArgumentException">F does not fit the network.</exception>
    protected InputModulationRule(MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection)
        : base(network, loss, projection)
    {
    }

    /// <summary>The passes' memory for mini-batches of a size.</summary>
    private protected ModulatedPasses PassesFor(int batchSize)
    {
        if (!_passes.TryGetValue(batchSize, out ModulatedPasses? passes))
            _passes[batchSize] = passes = new ModulatedPasses(Network, Loss, Projection, batchSize);
        return passes;
    }
}
