using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// Rules that send the output error back: δ_L = E, δ_l = S_l ⊙ f′(A_l) ⊙ D_l, G_l = δ_l H_{l−1}ᵀ. They differ only in the signal S_l.
/// </summary>
/// <remarks>Where activations are normalised, S_l first passes through the normalisation's derivative.</remarks>
public abstract class ErrorFeedbackRule : LearningRule
{
    private readonly Dictionary<int, Workspace> _workspaces = [];

    /// <summary>Binds the rule to a network.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    protected ErrorFeedbackRule(MultilayerPerceptron network, OutputLoss loss)
        : base(network, loss)
    {
    }

    /// <summary>The first layer that gets an update; all above it do too. 0 unless a rule leaves lower layers as they are.</summary>
    protected virtual int FirstTrainedLayer => 0;

    /// <summary>
    /// True unless activations are normalised, or errors projected, over the whole mini-batch, which makes examples depend on each other.
    /// </summary>
    public override bool HasPerExampleFactors => Network.Normalisation != ActivationNormalisation.WholeBatch;

    /// <inheritdoc/>
    public sealed override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        (ForwardPass pass, Matrix<float>[] deltas) = WorkspaceFor(batch.Count);
        Network.Forward(batch.Inputs, pass, batch.Masks);
        double loss = Loss.Evaluate(pass.Logits, batch.Targets, deltas[^1]);
        BeginFeedback(deltas[^1]);
        for (int layer = Network.LayerCount - 2; layer >= FirstTrainedLayer; layer--)
        {
            SendError(layer, batch, deltas, deltas[layer]);
            Network.MultiplyByDerivative(layer, pass, batch.Masks, deltas[layer]);
        }

        for (int layer = FirstTrainedLayer; layer < Network.LayerCount; layer++)
            receiver.Receive(layer, new LayerUpdate(deltas[layer], pass.Presynaptic(layer), 1f / batch.Count));
        return new BatchOutcome(loss, batch.CountCorrect(pass.Logits));
    }

    /// <summary>Told before the signals are asked for, for what they have in common.</summary>
    /// <param name="errors">E, C × B.</param>
    protected virtual void BeginFeedback(Matrix<float> errors)
    {
    }

    /// <summary>Computes S_l, the signal that reaches a hidden layer.</summary>
    /// <param name="layer">0 for the first hidden layer.</param>
    /// <param name="batch">The examples that passed through the network.</param>
    /// <param name="deltas">δ of all layers; those above this layer are computed, the last one is E.</param>
    /// <param name="signal">S_l, n_l × B, written.</param>
    protected abstract void SendError(int layer, MiniBatch batch, IReadOnlyList<Matrix<float>> deltas, Matrix<float> signal);

    /// <summary>Tells projections that a step has ended.</summary>
    private protected static void EndStep(IReadOnlyList<IErrorProjection> projections)
    {
        // By index: the enumerator of an interface would be allocated in every step.
        for (int layer = 0; layer < projections.Count; layer++) projections[layer].EndStep();
    }

    private Workspace WorkspaceFor(int batchSize)
    {
        if (!_workspaces.TryGetValue(batchSize, out Workspace workspace))
            _workspaces[batchSize] = workspace = NewWorkspace(batchSize);
        return workspace;
    }

    // Apart from the look-up, whose every call would otherwise allocate the lambda's closure.
    private Workspace NewWorkspace(int batchSize) =>
        new(new ForwardPass(Network, batchSize), [.. Network.Sizes.Skip(1).Select(size => Matrix<float>.Build.Dense(size, batchSize))]);

    private readonly record struct Workspace(ForwardPass Pass, Matrix<float>[] Deltas);
}
