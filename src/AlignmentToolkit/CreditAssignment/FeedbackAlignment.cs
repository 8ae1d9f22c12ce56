using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>Feedback alignment: S_l = B_l δ_{l+1} with a fixed random B_l (n_l × n_{l+1}) in the place of W_{l+1}ᵀ.</summary>
/// <remarks>[Lillicrap 2016]</remarks>
public sealed class FeedbackAlignment : ErrorFeedbackRule
{
    /// <summary>The rule with feedback drawn at random.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="initialiser">How each B_l is drawn; <see cref="FeedbackInitialiser.HeUniform"/> in the PEPITA comparison.</param>
    /// <param name="stream">B_l draws from the child stream named by its layer's index.</param>
    public FeedbackAlignment(MultilayerPerceptron network, OutputLoss loss, FeedbackInitialiser initialiser, RandomStream stream)
        : this(network, loss, [.. Enumerable.Range(0, network.LayerCount - 1)
            .Select(
                layer => new DenseProjection(initialiser.Draw(network.Sizes[layer + 1], network.Sizes[layer + 2], stream.Child(layer))))])
    {
    }

    /// <summary>The rule with given feedback.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="feedback">B_1 … B_{L−1}, one a hidden layer, B_l from n_{l+1} numbers to n_l.</param>
    /// <exception cref="ArgumentException">The number or a shape does not fit the network.</exception>
    public FeedbackAlignment(MultilayerPerceptron network, OutputLoss loss, IReadOnlyList<IErrorProjection> feedback)
        : base(network, loss)
    {
        FeedbackShapes.Require(network, feedback, layer => network.Sizes[layer + 2]);
        Feedback = feedback;
    }

    /// <inheritdoc/>
    public override string Name => "FA";

    /// <summary>B_1 … B_{L−1}.</summary>
    public IReadOnlyList<IErrorProjection> Feedback { get; }

    /// <inheritdoc/>
    public override bool HasPerExampleFactors =>
        base.HasPerExampleFactors && Feedback.All(projection => projection.IsPerExample);

    /// <summary>∠(W_{l+1}ᵀ, B_l) of each hidden layer; none where B_l is not a matrix in memory.</summary>
    public override IReadOnlyList<NamedAngle> FeedbackAngles() =>
        [.. Feedback.Index().Where(path => path.Item.Matrix is not null).Select(path => new NamedAngle(
            $"W{path.Index + 2}ᵀ, B{path.Index + 1}",
            VectorAngle.InDegrees<float>(Network.Weights[path.Index + 1].Transpose().Values(), path.Item.Matrix!.Values())))];

    /// <inheritdoc/>
    public override void EndStep(MiniBatch batch) => EndStep(Feedback);

    /// <inheritdoc/>
    protected override void SendError(int layer, MiniBatch batch, IReadOnlyList<Matrix<float>> deltas, Matrix<float> signal) =>
        Feedback[layer].Project(deltas[layer + 1], signal);
}
