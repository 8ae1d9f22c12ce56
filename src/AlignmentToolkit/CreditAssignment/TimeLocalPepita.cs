using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// PEPITA local in time, with nothing kept between the passes but E. After the standard pass a step with G_l = H_l H_{l−1}ᵀ and
/// G_L = Y H_{L−1}ᵀ; then, with the changed weights, the pass on X^e = X − F E and a step with G_l = −H^e_l (H^e_{l−1})ᵀ and
/// G_L = −T (H^e_{L−1})ᵀ.
/// </summary>
/// <remarks>
/// <para>
/// Both steps go through the same optimiser, whose momentum sees the two signs alternate. Each term is about 1/κ times as large as the
/// difference of the two, so the rule needs a far smaller learning rate than <see cref="Pepita"/>, and learns less.
/// </para>
/// <para>
/// A receiver that changes no weights, as when rules are compared, gets both terms at the same weights; their sum is the update of
/// <see cref="HebbianPepita"/>, to which the sum of the two steps tends as η → 0. [Srinivasan 2024, algorithm S2]
/// </para>
/// </remarks>
public sealed class TimeLocalPepita : InputModulationRule
{
    private readonly Dictionary<int, Matrix<float>> _outputs = [];

    /// <summary>Makes the rule.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="projection">F, from C numbers to n_0.</param>
    /// <param name="redrawMasks">Whether the second pass gets dropout masks of its own, as it does in the released code; false, the
    /// default, for the same masks in both.</param>
    /// <exception cref="ArgumentException">F does not fit the network.</exception>
    public TimeLocalPepita(MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection, bool redrawMasks = false)
        : base(network, loss, projection) => RedrawMasks = redrawMasks;

    /// <inheritdoc/>
    public override string Name => "PEPITA-TL";

    /// <summary>Whether the second pass gets dropout masks of its own.</summary>
    public bool RedrawMasks { get; }

    /// <inheritdoc/>
    public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        ModulatedPasses passes = PassesFor(batch.Count);
        Matrix<float> outputs = OutputsFor(batch.Count);
        BatchOutcome outcome = passes.RunStandard(batch);
        Loss.Output(passes.Standard.Logits, outputs);
        Step(receiver, passes.Standard, outputs, 1f / batch.Count);

        passes.Modulate(sign: -1);
        if (RedrawMasks) batch.Masks?.Draw();
        passes.RunModulatedAnew(batch.Masks);
        Step(receiver, passes.Modulated, batch.Targets, -1f / batch.Count);
        return outcome;
    }

    private void Step(IUpdateReceiver receiver, ForwardPass pass, Matrix<float> output, float scale)
    {
        for (int layer = 0; layer < Network.LayerCount; layer++)
        {
            Matrix<float> postsynaptic = layer < Network.LayerCount - 1 ? pass.Activations(layer) : output;
            receiver.Receive(layer, new LayerUpdate(postsynaptic, pass.Presynaptic(layer), scale));
        }
    }

    private Matrix<float> OutputsFor(int batchSize)
    {
        if (!_outputs.TryGetValue(batchSize, out Matrix<float>? outputs))
            _outputs[batchSize] = outputs = Matrix<float>.Build.Dense(Network.Sizes[^1], batchSize);
        return outputs;
    }
}
