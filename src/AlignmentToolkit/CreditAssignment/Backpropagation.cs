using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>Backpropagation: S_l = W_{l+1}ᵀ δ_{l+1}, so that G_l is the gradient of the loss.</summary>
/// <remarks>[Rumelhart 1986]</remarks>
/// <param name="network">The network that learns.</param>
/// <param name="loss">The loss at its output.</param>
public sealed class Backpropagation(MultilayerPerceptron network, OutputLoss loss) : ErrorFeedbackRule(network, loss)
{
    /// <inheritdoc/>
    public override string Name => "BP";

    /// <inheritdoc/>
    protected override void SendError(int layer, MiniBatch batch, IReadOnlyList<Matrix<float>> deltas, Matrix<float> signal) =>
        Network.Weights[layer + 1].TransposeMultiplyInto(deltas[layer + 1], signal);
}
