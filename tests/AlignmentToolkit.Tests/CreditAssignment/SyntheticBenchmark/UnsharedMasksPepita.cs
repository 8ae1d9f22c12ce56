using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>PEPITA as it must not be done: the second pass has dropout masks of its own.</summary>
internal sealed class UnsharedMasksPepita(MultilayerPerceptron network, OutputLoss loss, Matrix<float> projection)
    : LearningRule(network, loss)
{
    public override string Name => "PEPITA with unshared masks";

    public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        ForwardPass standard = new(Network, batch.Count), modulated = new(Network, batch.Count);
        Matrix<float> error = Matrix<float>.Build.Dense(Network.Sizes[^1], batch.Count);
        Network.Forward(batch.Inputs, standard, batch.Masks);
        double sum = Loss.Evaluate(standard.Logits, batch.Targets, error);
        batch.Masks?.Draw();
        Network.Forward(batch.Inputs - projection * error, modulated, batch.Masks);
        for (int layer = 0; layer < Network.LayerCount; layer++)
        {
            bool isLast = layer == Network.LayerCount - 1;
            Matrix<float> postsynaptic = isLast ? error : standard.Activations(layer) - modulated.Activations(layer);
            receiver.Receive(layer, new LayerUpdate(postsynaptic, modulated.Presynaptic(layer), 1f / batch.Count));
        }

        return new BatchOutcome(sum, batch.CountCorrect(standard.Logits));
    }

    public override IReadOnlyList<NamedAngle> FeedbackAngles()
    {
        Matrix<float> downstream = (Network.Weights[1] * Network.Weights[0]).Transpose();
        return [new NamedAngle("(W2W1)ᵀ, F", VectorAngle.InDegrees<float>(downstream.Values(), projection.Values()))];
    }
}
