using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>Only the last layer learns, by its true gradient G_L = E H_{L−1}ᵀ; hidden layers keep their random weights.</summary>
/// <remarks>The control that every rule has to beat: what it gains over this, it gains by training hidden layers.</remarks>
/// <param name="network">The network that learns.</param>
/// <param name="loss">The loss at its output.</param>
public sealed class ShallowLearning(MultilayerPerceptron network, OutputLoss loss) : ErrorFeedbackRule(network, loss)
{
    /// <inheritdoc/>
    public override string Name => "shallow";

    /// <inheritdoc/>
    protected override int FirstTrainedLayer => Network.LayerCount - 1;

    /// <inheritdoc/>
    protected override void SendError(int layer, MiniBatch batch, IReadOnlyList<Matrix<float>> deltas, Matrix<float> signal) =>
        throw new InvalidOperationException("No error is sent to hidden layers by this rule.");
}
