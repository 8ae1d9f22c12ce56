using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>Changes a network's weights by the updates it receives.</summary>
/// <remarks>
/// A step is written as an epilogue of the product P Qᵀ: the optimiser sweep is bound by memory and at a mini-batch of 64 would cost as much
/// as the product itself, so each piece of the gradient is used up while it is in the first-level cache and never stored.
/// </remarks>
public abstract class Optimiser : IUpdateReceiver
{
    private readonly float[] _biasGradient;
    private readonly Matrix<float>?[] _firstTerms;
    private float _learningRate = 0.1f;

    /// <summary>Prepares for a network.</summary>
    /// <param name="network">The network whose weights are changed.</param>
    protected Optimiser(MultilayerPerceptron network)
    {
        Network = network;
        _biasGradient = new float[network.Sizes.Max()];
        _firstTerms = new Matrix<float>?[network.LayerCount];
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

    /// <summary>Changes the weights of one layer, normally by <see cref="StepThrough"/> with an epilogue that is the step.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="update">G_l as factors.</param>
    protected abstract void StepWeights(int layer, in LayerUpdate update);

    /// <summary>Changes the biases of one layer.</summary>
    /// <param name="layer">0 for b₁.</param>
    /// <param name="gradient">Row sums of the update, n_l numbers; may be overwritten.</param>
    /// <param name="scale">s, by which the gradient is to be multiplied.</param>
    protected abstract void StepBiases(int layer, Span<float> gradient, float scale);

    /// <summary>Forms G_l (without the scale) piece by piece and hands each piece to the step.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="update">G_l as factors.</param>
    /// <param name="step">Uses each piece once.</param>
    protected void StepThrough<TStep>(int layer, in LayerUpdate update, TStep step)
        where TStep : struct, IProductEpilogue<float>
    {
        (Matrix<float> p, Matrix<float> q) = (update.Postsynaptic, update.Presynaptic);
        if (update.SecondPostsynaptic is null)
        {
            p.MultiplyTransposeInto(q, step);
            return;
        }

        Matrix<float> first = _firstTerms[layer] ??= Matrix<float>.Build.Dense(p.RowCount, q.RowCount);
        p.MultiplyTransposeInto(q, first);
        Gemm.Multiply(update.SecondPostsynaptic.AsSpan(), update.SecondPresynaptic!.AsSpan().Transpose(), first.AsSpan(), step, accumulate: true);
    }

    /// <summary>One array of zeros a layer, as long as the layer's weights.</summary>
    private protected float[][] StateLikeWeights() => [.. Network.Weights.Select(w => new float[w.RowCount * w.ColumnCount])];

    /// <summary>One array of zeros a layer, as long as the layer's biases; none without biases.</summary>
    private protected float[][] StateLikeBiases() => [.. Network.Biases.Select(b => new float[b.Count])];
}
