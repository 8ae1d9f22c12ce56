using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>
/// A loss as a function from logits to (value, gradient with respect to the logits), with the output function that belongs to it.
/// </summary>
public abstract class OutputLoss
{
    /// <summary>−Σ T ⊙ log softmax(A_L), the loss of all classification here.</summary>
    public static OutputLoss SoftmaxCrossEntropy { get; } = new SoftmaxCrossEntropy();

    /// <summary>½ Σ (A_L − T)², for regression and linear theory.</summary>
    public static OutputLoss SquaredError { get; } = new SquaredError();

    /// <summary>Loss summed over the examples, and its gradient.</summary>
    /// <param name="logits">A_L, C × B.</param>
    /// <param name="targets">T, C × B; for cross-entropy each column is a distribution.</param>
    /// <param name="gradient">Written, C × B: E = ∂loss/∂A_L of each example, prediction minus target.</param>
    /// <returns>The sum over examples, not the mean.</returns>
    public abstract double Evaluate(Matrix<float> logits, Matrix<float> targets, Matrix<float> gradient);

    /// <summary>The network's output Y from its logits.</summary>
    /// <param name="logits">A_L, C × B.</param>
    /// <param name="outputs">Y, C × B, written; may be the same matrix.</param>
    public abstract void Output(Matrix<float> logits, Matrix<float> outputs);
}
