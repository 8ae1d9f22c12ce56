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
        StepWeights(layer, update);
        if (Network.Biases.Count == 0) return;

        Span<float> gradient = _biasGradient.AsSpan(0, Network.Biases[layer].Count);
        update.WriteBiasTo(gradient);
        StepBiases(layer, gradient, update.Scale);
    }

    /// <summary>Changes the weights of one layer, from its update.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="update">G_l as factors.</param>
    protected abstract void StepWeights(int layer, in LayerUpdate update);

    /// <summary>Changes the biases of one layer.</summary>
    /// <param name="layer">0 for b₁.</param>
    /// <param name="gradient">Row sums of the update, n_l numbers; may be overwritten.</param>
    /// <param name="scale">s, by which the gradient is to be multiplied.</param>
    protected abstract void StepBiases(int layer, Span<float> gradient, float scale);

    /// <summary>Forms G_l (without the scale) and takes the step over it, in pieces shared among the threads.</summary>
    private protected void Sweep<TStep>(int layer, in LayerUpdate update, TStep step)
        where TStep : struct, IParameterStep
    {
        update.WriteTo(_gradients[layer]);
        float[] gradient = _gradients[layer].AsColumnMajorArray();
        ParallelWork.For(SweepPieces<TStep>.Count(gradient.Length), new SweepPieces<TStep>(gradient, step));
    }

    /// <summary>One array of zeros a layer, as long as the layer's weights.</summary>
    private protected float[][] StateLikeWeights() => [.. Network.Weights.Select(w => new float[w.RowCount * w.ColumnCount])];

    /// <summary>One array of zeros a layer, as long as the layer's biases; none without biases.</summary>
    private protected float[][] StateLikeBiases() => [.. Network.Biases.Select(b => new float[b.Count])];
}
