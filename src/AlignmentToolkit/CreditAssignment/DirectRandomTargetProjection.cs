using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// Direct random target projection: S_l = −B_l T, the target sent to every hidden layer by a fixed random B_l (n_l × C) instead of the
/// error. Hidden layers need nothing from the output, so they could change during the forward pass.
/// </summary>
/// <remarks>A baseline: the sign of each error is known beforehand, its size is not. Published with tanh units. [Frenkel 2019]</remarks>
public sealed class DirectRandomTargetProjection : ErrorFeedbackRule
{
    /// <summary>The rule with feedback drawn at random.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="initialiser">How each B_l is drawn.</param>
    /// <param name="stream">B_l draws from the child stream named by its layer's index.</param>
    public DirectRandomTargetProjection(
        MultilayerPerceptron network, OutputLoss loss, FeedbackInitialiser initialiser, RandomStream stream)
        : this(network, loss, [.. Enumerable.Range(0, network.LayerCount - 1)
            .Select(layer => new DenseProjection(initialiser.Draw(network.Sizes[layer + 1], network.Sizes[^1], stream.Child(layer))))])
    {
    }

    /// <summary>The rule with given feedback.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="feedback">B_1 … B_{L−1}, one a hidden layer, B_l from C numbers to n_l.</param>
    /// <exception cref="ArgumentException">The number or a shape does not fit the network.</exception>
    public DirectRandomTargetProjection(MultilayerPerceptron network, OutputLoss loss, IReadOnlyList<IErrorProjection> feedback)
        : base(network, loss)
    {
        FeedbackShapes.Require(network, feedback, _ => network.Sizes[^1]);
        Feedback = feedback;
    }

    /// <inheritdoc/>
    public override string Name => "DRTP";

    /// <summary>B_1 … B_{L−1}.</summary>
    public IReadOnlyList<IErrorProjection> Feedback { get; }

    /// <inheritdoc/>
    public override bool HasPerExampleFactors =>
        base.HasPerExampleFactors && Feedback.All(projection => projection.IsPerExample);

    /// <summary>∠((W_L ⋯ W_{l+1})ᵀ, B_l) of each hidden layer; none where B_l is not a matrix in memory.</summary>
    public override IReadOnlyList<NamedAngle> FeedbackAngles() => WeightProducts.AnglesToDirectFeedback(Network, Feedback);

    /// <inheritdoc/>
    public override void EndStep(MiniBatch batch) => EndStep(Feedback);

    /// <inheritdoc/>
    protected override void SendError(int layer, MiniBatch batch, IReadOnlyList<Matrix<float>> deltas, Matrix<float> signal)
    {
        Feedback[layer].Project(batch.Targets, signal);
        signal.ScaleBy(-1);
    }
}
