using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>Adam: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − η·m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).</summary>
/// <remarks>g = G/B. t counts the updates that this layer has received. [Kingma 2015, algorithm 1]</remarks>
public sealed class Adam : Optimiser
{
    private readonly float[][] _weightMean, _weightSquare, _biasMean, _biasSquare;
    private readonly int[] _weightSteps, _biasSteps;

    /// <summary>Makes the optimiser; its moments are allocated here.</summary>
    /// <param name="network">The network whose weights are changed.</param>
    /// <param name="meanDecay">β₁ in [0, 1).</param>
    /// <param name="squareDecay">β₂ in [0, 1).</param>
    /// <param name="epsilon">ε, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A decay or ε is out of range.</exception>
    public Adam(MultilayerPerceptron network, float meanDecay = 0.9f, float squareDecay = 0.999f, float epsilon = 1e-8f)
        : base(network)
    {
        Require.InUnitInterval(meanDecay);
        Require.InUnitInterval(squareDecay);
        Require.FiniteAndPositive(epsilon);
        MeanDecay = meanDecay;
        SquareDecay = squareDecay;
        Epsilon = epsilon;
        (_weightMean, _weightSquare) = (StateLikeWeights(), StateLikeWeights());
        (_biasMean, _biasSquare) = (StateLikeBiases(), StateLikeBiases());
        (_weightSteps, _biasSteps) = (new int[network.LayerCount], new int[network.LayerCount]);
    }

    /// <summary>β₁.</summary>
    public float MeanDecay { get; }

    /// <summary>β₂.</summary>
    public float SquareDecay { get; }

    /// <summary>ε.</summary>
    public float Epsilon { get; }

    /// <inheritdoc/>
    protected override void StepWeights(int layer, Matrix<float> gradient, float scale) =>
        Sweep(gradient, NewStep(
            Network.Weights[layer].AsColumnMajorArray(), _weightMean[layer], _weightSquare[layer], scale, ++_weightSteps[layer]));

    /// <inheritdoc/>
    protected override void StepBiases(int layer, ReadOnlySpan<float> gradient, float scale) =>
        NewStep(Network.Biases[layer].AsArray(), _biasMean[layer], _biasSquare[layer], scale, ++_biasSteps[layer]).Apply(gradient, 0);

    private AdamStep NewStep(float[] parameters, float[] mean, float[] square, float scale, int steps) => new()
    {
        Weights = parameters,
        Mean = mean,
        Square = square,
        Scale = scale,
        MeanDecay = MeanDecay,
        SquareDecay = SquareDecay,
        Rate = (float)(LearningRate / (1 - Math.Pow(MeanDecay, steps))),
        SquareCorrection = (float)(1 / (1 - Math.Pow(SquareDecay, steps))),
        Epsilon = Epsilon,
    };
}
