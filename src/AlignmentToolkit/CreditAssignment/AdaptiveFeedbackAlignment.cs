using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// Adaptive feedback alignment, PEPITA to first order in F: Δ_1 = (W_1 F E) ⊙ f′(A_1) ⊙ D_1, Δ_l = (W_l Δ_{l−1}) ⊙ f′(A_l) ⊙ D_l,
/// G_l = Δ_l H_{l−1}ᵀ, G_L = E H_{L−1}ᵀ.
/// </summary>
/// <remarks>
/// With one hidden layer it is feedback alignment with the feedback W_1 F (n_1 × C), which adapts because W_1 learns. In deeper networks
/// the perturbation goes forward through the linearised network, through the derivative of the normalisation too where there is one.
/// [Srinivasan 2024]
/// </remarks>
public sealed class AdaptiveFeedbackAlignment : InputProjectionRule
{
    private readonly Dictionary<int, Workspace> _workspaces = [];

    /// <summary>Makes the rule.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="projection">F, from C numbers to n_0.</param>
    /// <exception cref="ArgumentException">F does not fit the network.</exception>
    public AdaptiveFeedbackAlignment(MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection)
        : base(network, loss, projection)
    {
    }

    /// <inheritdoc/>
    public override string Name => "AFA";

    /// <inheritdoc/>
    public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        (ForwardPass pass, FirstLayerPath firstLayer, Matrix<float>[] deltas) = WorkspaceFor(batch.Count);
        Network.Forward(batch.Inputs, pass, batch.Masks);
        double loss = Loss.Evaluate(pass.Logits, batch.Targets, deltas[^1]);
        for (int layer = 0; layer < Network.LayerCount - 1; layer++)
        {
            if (layer == 0) SendError(firstLayer, deltas[^1], deltas[0]);
            else Network.Weights[layer].MultiplyInto(deltas[layer - 1], deltas[layer]);
            Network.MultiplyByDerivative(layer, pass, batch.Masks, deltas[layer], forward: true);
        }

        for (int layer = 0; layer < Network.LayerCount; layer++)
            receiver.Receive(layer, new LayerUpdate(deltas[layer], pass.Presynaptic(layer), 1f / batch.Count));
        return new BatchOutcome(loss, batch.CountCorrect(pass.Logits));
    }

    private static void SendError(FirstLayerPath firstLayer, Matrix<float> error, Matrix<float> signal)
    {
        firstLayer.Begin(error);
        firstLayer.ToFirstLayer(error, signal, accumulate: false);
    }

    private Workspace WorkspaceFor(int batchSize)
    {
        if (!_workspaces.TryGetValue(batchSize, out Workspace workspace))
            _workspaces[batchSize] = workspace = NewWorkspace(batchSize);
        return workspace;
    }

    private Workspace NewWorkspace(int batchSize) =>
        new(
            new ForwardPass(Network, batchSize),
            new FirstLayerPath(Network, Projection, batchSize),
            [.. Network.Sizes.Skip(1).Select(size => Matrix<float>.Build.Dense(size, batchSize))]);

    private readonly record struct Workspace(ForwardPass Pass, FirstLayerPath FirstLayer, Matrix<float>[] Deltas);
}
