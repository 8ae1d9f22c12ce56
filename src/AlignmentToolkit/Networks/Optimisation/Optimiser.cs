using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>Changes a network's weights by the updates it receives.</summary>
public abstract class Optimiser : IUpdateReceiver
{
    private readonly float[] _biasGradient;
    private readonly Matrix<float>[] _gradients;
    private float _learningRate = 0.1f;

    /// <summary>Prepares for a network: gradient memory is allocated here, once.</summary>
    /// <param name="network">The network whose weights are changed.</param>
    protected Optimiser(MultilayerPerceptron network)
    {
        Network = network;
        _gradients = [.. network.Weights.Select(w => Matrix<float>.Build.Dense(w.RowCount, w.ColumnCount))];
        _biasGradient = new float[network.Sizes.Max()];
    }

    /// <summary>The network whose weights are changed.</summary>
    public MultilayerPerceptron Network { get; }

    /// <summary>η. A trainer sets it at the start of every epoch from its <see cref="LearningRateSchedule"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set
        {
            Require.FiniteAndNotNegative(value);
            _learningRate = value;
        }
    }

    /// <inheritdoc/>
    public void Receive(int layer, in LayerUpdate update)
    {
        update.WriteTo(_gradients[layer]);
        Step(layer, Network.Weights[layer].Values(), _gradients[layer].Values(), update.Scale, ofBiases: false);
        if (Network.Biases.Count == 0) return;

        Span<float> biasGradient = _biasGradient.AsSpan(0, Network.Biases[layer].Count);
        update.WriteBiasTo(biasGradient);
        Step(layer, Network.Biases[layer].AsSpan(), biasGradient, update.Scale, ofBiases: true);
    }

    /// <summary>Changes the parameters of one layer.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="parameters">The layer's weights or biases, changed in place.</param>
    /// <param name="gradient">G, as long as the parameters.</param>
    /// <param name="scale">s, by which G is multiplied first.</param>
    /// <param name="ofBiases">Whether the parameters are biases.</param>
    protected abstract void Step(int layer, Span<float> parameters, ReadOnlySpan<float> gradient, float scale, bool ofBiases);

    /// <summary>One array of zeros a layer, as long as the layer's weights.</summary>
    private protected float[][] StateLikeWeights() => [.. Network.Weights.Select(w => new float[w.RowCount * w.ColumnCount])];

    /// <summary>One array of zeros a layer, as long as the layer's biases; none without biases.</summary>
    private protected float[][] StateLikeBiases() => [.. Network.Biases.Select(b => new float[b.Count])];
}
