using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>Changes a network's weights by the updates it receives.</summary>
/// <remarks>
/// A step is one sweep over contiguous memory in which every number is read and written once. Stepping inside the product P Qᵀ, piece by
/// piece as the gradient comes out, spares storing it but touches weights and velocities a column apart, and measured slower: at 784 × 1024
/// and a mini-batch of 64 it took 0.7 to 0.9 ms on top of the product's 1.2 to 1.5 ms, the sweep 0.2 ms.
/// </remarks>
public abstract class Optimiser : IUpdateReceiver
{
    private readonly float[] _biasGradient;
    private readonly Matrix<float>[] _gradients;
    private float _learningRate = 0.1f;

    /// <summary>Prepares for a network; the memory of gradients is allocated here.</summary>
    /// <param name="network">The network whose weights are changed.</param>
    protected Optimiser(MultilayerPerceptron network)
    {
        Network = network;
        _biasGradient = new float[network.Sizes.Max()];
        _gradients = [.. network.Weights.Select(w => Matrix<float>.Build.Dense(w.RowCount, w.ColumnCount))];
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
        Span<float> biasGradient = default;
        if (Network.Biases.Count > 0)
        {
            biasGradient = _biasGradient.AsSpan(0, Network.Biases[layer].Count);
            update.WriteBiasTo(biasGradient);
        }

        Step(layer, _gradients[layer], biasGradient, update.Scale);
    }

    /// <summary>Changes one layer by a gradient that is no product of factors, say one with noise added.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="gradient">G_l, n_l × n_{l−1}, dense; read only.</param>
    /// <param name="biasGradient">n_l numbers; not looked at where the network has no biases.</param>
    /// <param name="scale">s, by which the gradients are to be multiplied.</param>
    /// <exception cref="ArgumentException">A gradient has not the shape of what it changes.</exception>
    public void Step(int layer, Matrix<float> gradient, ReadOnlySpan<float> biasGradient, float scale)
    {
        Require.Shape(gradient, Network.Weights[layer].RowCount, Network.Weights[layer].ColumnCount, nameof(gradient));
        StepWeights(layer, gradient, scale);
        if (Network.Biases.Count == 0) return;

        if (biasGradient.Length != Network.Biases[layer].Count)
            throw new ArgumentException(
                $"{biasGradient.Length} numbers given for {Network.Biases[layer].Count} biases.", nameof(biasGradient));
        StepBiases(layer, biasGradient, scale);
    }

    /// <summary>Changes the weights of one layer.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="gradient">G_l, n_l × n_{l−1}; read only.</param>
    /// <param name="scale">s, by which the gradient is to be multiplied.</param>
    protected abstract void StepWeights(int layer, Matrix<float> gradient, float scale);

    /// <summary>Changes the biases of one layer.</summary>
    /// <param name="layer">0 for b₁.</param>
    /// <param name="gradient">Row sums of the update, n_l numbers; read only.</param>
    /// <param name="scale">s, by which the gradient is to be multiplied.</param>
    protected abstract void StepBiases(int layer, ReadOnlySpan<float> gradient, float scale);

    /// <summary>Takes a step over all weights of a layer, in pieces shared among the threads.</summary>
    private protected static void Sweep<TStep>(Matrix<float> gradient, TStep step)
        where TStep : struct, IParameterStep
    {
        float[] values = gradient.AsColumnMajorArray();
        ParallelWork.For(SweepPieces<TStep>.Count(values.Length), new SweepPieces<TStep>(values, step));
    }

    /// <summary>One array of zeros a layer, as long as the layer's weights.</summary>
    private protected float[][] StateLikeWeights() => [.. Network.Weights.Select(w => new float[w.RowCount * w.ColumnCount])];

    /// <summary>One array of zeros a layer, as long as the layer's biases; none without biases.</summary>
    private protected float[][] StateLikeBiases() => [.. Network.Biases.Select(b => new float[b.Count])];
}
