using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>Stochastic gradient descent with momentum and coupled weight decay: U ← μU + G/B + λW, W ← W − ηU.</summary>
/// <remarks>
/// U is 0 at the start. Decay is added to the gradient before momentum, not to the step; biases are not decayed.
/// [Srinivasan 2024, released code; the PyTorch convention]
/// </remarks>
public sealed class StochasticGradientDescent : Optimiser
{
    private readonly float[][] _weightVelocity;
    private readonly float[][] _biasVelocity;

    /// <summary>Makes the optimiser; its velocities are allocated here.</summary>
    /// <param name="network">The network whose weights are changed.</param>
    /// <param name="momentum">μ in [0, 1).</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="convention">Where η enters.</param>
    /// <exception cref="ArgumentOutOfRangeException">μ or λ out of range.</exception>
    public StochasticGradientDescent(
        MultilayerPerceptron network, float momentum =
            0.9f, float weightDecay = 0, MomentumConvention convention = MomentumConvention.RateOutside)
        : base(network)
    {
        Require.InUnitInterval(momentum);
        Require.FiniteAndNotNegative(weightDecay);
        Momentum = momentum;
        WeightDecay = weightDecay;
        Convention = convention;
        _weightVelocity = StateLikeWeights();
        _biasVelocity = StateLikeBiases();
    }

    /// <summary>μ.</summary>
    public float Momentum { get; }

    /// <summary>λ.</summary>
    public float WeightDecay { get; }

    /// <summary>Where η enters.</summary>
    public MomentumConvention Convention { get; }

    /// <inheritdoc/>
    protected override void StepWeights(int layer, Matrix<float> gradient, float scale) =>
        Sweep(gradient, NewStep(Network.Weights[layer].AsColumnMajorArray(), _weightVelocity[layer], scale, WeightDecay));

    /// <inheritdoc/>
    protected override void StepBiases(int layer, ReadOnlySpan<float> gradient, float scale) =>
        NewStep(Network.Biases[layer].AsArray(), _biasVelocity[layer], scale, decay: 0).Apply(gradient, 0);

    private MomentumStep NewStep(float[] parameters, float[] velocity, float scale, float decay)
    {
        float inside = Convention == MomentumConvention.RateInside ? LearningRate : 1;
        float outside = Convention == MomentumConvention.RateInside ? 1 : LearningRate;
        return new MomentumStep
        {
            Weights = parameters,
            Velocity = velocity,
            Scale = inside * scale,
            Decay = inside * decay,
            Momentum = Momentum,
            Rate = outside,
        };
    }
}
