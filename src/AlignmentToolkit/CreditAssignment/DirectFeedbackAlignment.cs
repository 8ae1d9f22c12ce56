using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// Direct feedback alignment: S_l = B_l E, the output error sent straight to every hidden layer by a fixed random B_l (n_l × C).
/// </summary>
/// <remarks>
/// With one hidden layer it is feedback alignment. The layers may share one projection B (n_max × C), of which each takes the first n_l
/// numbers: one B E a mini-batch, as an optical processor makes it. [Nøkland 2016; Launay 2020]
/// </remarks>
public sealed class DirectFeedbackAlignment : ErrorFeedbackRule
{
    private readonly SharedFeedback? _shared;

    /// <summary>The rule with feedback drawn at random.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="initialiser">How each B_l is drawn.</param>
    /// <param name="stream">B_l draws from the child stream named by its layer's index.</param>
    public DirectFeedbackAlignment(MultilayerPerceptron network, OutputLoss loss, FeedbackInitialiser initialiser, RandomStream stream)
        : this(network, loss, [.. Enumerable.Range(0, network.LayerCount - 1)
            .Select(layer => new DenseProjection(initialiser.Draw(network.Sizes[layer + 1], network.Sizes[^1], stream.Child(layer))))])
    {
    }

    /// <summary>The rule with given feedback.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="feedback">B_1 … B_{L−1}, one a hidden layer, B_l from C numbers to n_l.</param>
    /// <exception cref="ArgumentException">The number or a shape does not fit the network.</exception>
    public DirectFeedbackAlignment(MultilayerPerceptron network, OutputLoss loss, IReadOnlyList<IErrorProjection> feedback)
        : base(network, loss)
    {
        FeedbackShapes.Require(network, feedback, _ => network.Sizes[^1]);
        Feedback = feedback;
    }

    private DirectFeedbackAlignment(MultilayerPerceptron network, OutputLoss loss, SharedFeedback shared)
        : this(network, loss, shared.Layers) => _shared = shared;

    /// <summary>The rule with one projection for all hidden layers: S_l is the first n_l rows of B E, made once a mini-batch.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="projection">B, from C numbers to at least as many as the widest hidden layer has.</param>
    /// <param name="dividesByRootOfUnits">Whether S_l is then divided by √n_l, which makes the signal's length independent of the
    /// layer's width for entries of B of order 1.</param>
    /// <exception cref="ArgumentException">The projection is too short, or its errors are not C numbers.</exception>
    public static DirectFeedbackAlignment Shared(
        MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection, bool dividesByRootOfUnits = false) =>
        new(network, loss, new SharedFeedback(network, projection, dividesByRootOfUnits));

    /// <inheritdoc/>
    public override string Name => "DFA";

    /// <summary>B where all layers share it, else null.</summary>
    public IErrorProjection? SharedProjection => _shared?.Projection;

    /// <summary>B_1 … B_{L−1}.</summary>
    public IReadOnlyList<IErrorProjection> Feedback { get; }

    /// <inheritdoc/>
    public override bool HasPerExampleFactors =>
        base.HasPerExampleFactors && Feedback.All(projection => projection.IsPerExample);

    /// <summary>∠((W_L ⋯ W_{l+1})ᵀ, B_l) of each hidden layer; none where B_l is not a matrix in memory.</summary>
    public override IReadOnlyList<NamedAngle> FeedbackAngles() => WeightProducts.AnglesToDirectFeedback(Network, Feedback);

    /// <inheritdoc/>
    public override void EndStep(MiniBatch batch)
    {
        if (_shared is not null) _shared.Projection.EndStep();
        else EndStep(Feedback);
    }

    /// <inheritdoc/>
    protected override void BeginFeedback(Matrix<float> errors) => _shared?.Project(errors);

    /// <inheritdoc/>
    protected override void SendError(int layer, MiniBatch batch, IReadOnlyList<Matrix<float>> deltas, Matrix<float> signal)
    {
        if (_shared is not null) _shared.CopyTo(signal);
        else Feedback[layer].Project(deltas[^1], signal);
    }
}
