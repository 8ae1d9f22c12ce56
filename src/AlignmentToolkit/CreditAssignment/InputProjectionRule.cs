using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// Rules that send the output error E to the input by a fixed or mirrored projection F (n_0 × C), and from there forward.
/// </summary>
/// <remarks>Nothing is sent back through the network. [Dellaferrera 2022; Srinivasan 2024]</remarks>
public abstract class InputProjectionRule : LearningRule
{
    private readonly WeightMirror? _mirror;
    private bool _mirrors;

    /// <summary>Binds the rule to a network.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="projection">F, from C numbers to n_0.</param>
    /// <exception cref="ArgumentException">F does not fit the network.</exception>
    protected InputProjectionRule(MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection)
        : base(network, loss)
    {
        (int rows, int columns) = (network.Sizes[0], network.Sizes[^1]);
        if (projection.OutputSize != rows || projection.InputSize != columns)
            throw new ArgumentException(
                $"F is {projection.OutputSize}×{projection.InputSize}; {rows}×{columns} is needed.", nameof(projection));
        Projection = projection;
    }

    /// <summary>F.</summary>
    public IErrorProjection Projection { get; }

    /// <summary>Turns F towards the forward weights as its schedule says, by steps of its own; null for an F that stays as it is.</summary>
    /// <exception cref="ArgumentException">It mirrors another network, or another projection than <see cref="Projection"/>.</exception>
    public WeightMirror? Mirror
    {
        get => _mirror;
        init
        {
            if (value is not null && (value.Network != Network || value.Projection != Projection))
                throw new ArgumentException("The mirror must belong to the network and the projection of the rule.", nameof(value));
            _mirror = value;
        }
    }

    /// <summary>The mirror's epochs of pre-mirroring.</summary>
    public override int PreparationEpochs => Mirror?.Schedule.PreMirroringEpochs ?? 0;

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch) => _mirrors = Mirror?.Schedule.MirrorsIn(epoch) ?? false;

    /// <summary>One mirror step, in epochs in which the mirror's schedule asks for it; the projection is told too.</summary>
    /// <param name="batch">Its size and rate of dropout are the mirror step's.</param>
    public override void EndStep(MiniBatch batch)
    {
        Projection.EndStep();
        if (_mirrors) Mirror!.Step(batch.Count, batch.Masks?.Rate ?? 0);
    }

    /// <summary>
    /// First the total angle ∠((W_L ⋯ W_1)ᵀ, F); with one hidden layer then ∠(W_2ᵀ, W_1F); where F is a product of mirrors
    /// ∠(W_lᵀ, M_l) of each layer. None where F is not a matrix in memory.
    /// </summary>
    /// <remarks>[Srinivasan 2024, figure 3c]</remarks>
    public override IReadOnlyList<NamedAngle> FeedbackAngles()
    {
        if (Projection.Matrix is not { } projection) return [];
        List<NamedAngle> angles = [WeightProducts.AngleToDownstream(Network, 0, projection, "F")];
        if (Network.LayerCount == 2)
        {
            angles.Add(WeightProducts.AngleToTranspose(
                "W2", Network.Weights[1], "W1F", WeightProducts.Multiply(Network.Weights[0], projection)));
        }

        if (Projection is MirroredProjection mirrored)
        {
            angles.AddRange(mirrored.Factors.Index().Select(mirror => WeightProducts.AngleToTranspose(
                $"W{mirror.Index + 1}", Network.Weights[mirror.Index], $"M{mirror.Index + 1}", mirror.Item)));
        }

        return angles;
    }
}
