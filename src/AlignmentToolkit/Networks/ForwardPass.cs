using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>What one forward pass leaves behind: every layer's pre-activations A_l and activations H_l, in memory allocated once.</summary>
/// <remarks>Rules with two passes (standard and modulated) hold two of these and give both the same <see cref="DropoutMasks"/>.</remarks>
public sealed class ForwardPass
{
    private readonly Matrix<float>[] _preActivations;
    private readonly Matrix<float>[] _activations;
    private readonly float[][] _norms;
    private Matrix<float>? _inputs;

    /// <summary>Allocates the workspace.</summary>
    /// <param name="network">The network whose passes it will hold.</param>
    /// <param name="batchSize">B, at least 1.</param>
    public ForwardPass(MultilayerPerceptron network, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        BatchSize = batchSize;
        _preActivations = [.. network.Sizes.Skip(1).Select(size => Matrix<float>.Build.Dense(size, batchSize))];
        _activations = [.. network.Sizes.Skip(1).SkipLast(1).Select(size => Matrix<float>.Build.Dense(size, batchSize))];
        _norms = [.. _activations.Select(_ => network.Normalisation is null ? [] : new float[batchSize])];
    }

    /// <summary>B, the number of examples (columns).</summary>
    public int BatchSize { get; }

    /// <summary>X = H_0 of the last pass (n_0 × B): the caller's matrix, not a copy.</summary>
    /// <exception cref="InvalidOperationException">No pass has been run.</exception>
    public Matrix<float> Inputs => _inputs ?? throw new InvalidOperationException("No forward pass has been run in this workspace.");

    /// <summary>A_L, the pre-activations of the last layer (n_L × B).</summary>
    public Matrix<float> Logits => _preActivations[^1];

    /// <summary>A_l of a layer (n_l × B).</summary>
    /// <param name="layer">0 for the layer of W₁.</param>
    public Matrix<float> PreActivations(int layer) => _preActivations[layer];

    /// <summary>H_l = f(A_l) ⊙ D_l of a hidden layer (n_l × B), normalised where the network says so.</summary>
    /// <param name="layer">0 for the layer of W₁; the last layer has none.</param>
    public Matrix<float> Activations(int layer) => _activations[layer];

    /// <summary>r of each example, by which a hidden layer's activations were divided (B numbers); empty without normalisation.</summary>
    /// <param name="layer">0 for the layer of W₁; the last layer has none.</param>
    public Span<float> Norms(int layer) => _norms[layer];

    /// <summary>H_{l−1}, what the layer reads (n_{l−1} × B): the inputs for layer 0.</summary>
    /// <param name="layer">0 for the layer of W₁.</param>
    public Matrix<float> Presynaptic(int layer) => layer == 0 ? Inputs : _activations[layer - 1];

    internal void Begin(Matrix<float> inputs) => _inputs = inputs;
}
