using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// PEPITA, "present the error to perturb the input to modulate activity": G_1 = (H_1 − H^e_1)(X^e)ᵀ, G_l = (H_l − H^e_l)(H^e_{l−1})ᵀ,
/// G_L = E (H^e_{L−1})ᵀ, where ^e marks the pass on X^e = X − F E.
/// </summary>
/// <remarks>
/// X is n_0 × B, E = Y − T is C × B, F is n_0 × C, H_l is n_l × B. Nothing is sent back through the network, and no derivative is needed.
/// To first order in F it is <see cref="AdaptiveFeedbackAlignment"/>. [Dellaferrera 2022; Srinivasan 2024]
/// </remarks>
public sealed class Pepita : InputModulationRule
{
    /// <summary>Makes the rule.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="projection">F, from C numbers to n_0; see <see cref="ProjectionInitialiser"/>.</param>
    /// <param name="options">Which variant; null for the published rule of [Srinivasan 2024].</param>
    /// <exception cref="ArgumentException">F does not fit the network.</exception>
    public Pepita(MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection, PepitaOptions? options = null)
        : base(network, loss, projection) => Options = options ?? new PepitaOptions();

    /// <summary>Which variant.</summary>
    public PepitaOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => "PEPITA";

    /// <inheritdoc/>
    public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        ModulatedPasses passes = PassesFor(batch.Count);
        bool plus = Options.Convention == PepitaConvention.InputPlusError;
        BatchOutcome outcome = passes.RunStandard(batch);
        bool splits = passes.SplitsInputs && Options.Presynaptic == PresynapticActivity.Modulated;
        passes.Modulate(plus ? 1 : -1, Options.SignOfError, formInputs: !splits);
        passes.RunModulated(batch.Masks);
        if (plus) passes.RunOutput(batch.Targets);
        passes.FormDifferences();

        int last = Network.LayerCount - 1;
        ForwardPass presynaptic = Options.Presynaptic == PresynapticActivity.Modulated ? passes.Modulated : passes.Standard;
        for (int layer = 0; layer <= last; layer++)
        {
            Matrix<float> postsynaptic = layer < last ? passes.Difference(layer) : plus ? passes.ModulatedError : passes.Error;
            receiver.Receive(layer, layer == 0 && splits
                ? passes.FirstLayerUpdate(postsynaptic, postsynaptic)
                : new LayerUpdate(postsynaptic, presynaptic.Presynaptic(layer), 1f / batch.Count));
        }

        return outcome;
    }
}
