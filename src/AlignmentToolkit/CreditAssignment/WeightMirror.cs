using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// Turns the factors of a projection towards the transposed forward weights, each layer by itself: noise Ξ goes in, Υ = f_l(W_l Ξ) comes
/// out, and M_l ← M_l + η_M(ΞΥᵀ/B − λ_M M_l).
/// </summary>
/// <remarks>
/// <para>
/// Ξ (n_{l−1} × B) is normal with the mean of all its entries taken away; f_l is the hidden activation with dropout, and the output
/// function (softmax) in the last layer. Biases and normalisation are left out. After a step all factors are rescaled to keep the standard
/// deviation of F.
/// </para>
/// <para>
/// In expectation ΞΥᵀ/B is ½σ²W_lᵀ for ReLU. A softmax passes on only what differs between classes: to first order
/// (σ²/C)(W_L − 1w̄ᵀ)ᵀ with the mean row w̄, so ∠(W_Lᵀ, M_L) stays above arccos√(1 − 1/C), 18° for ten classes, until the rows of W_L
/// sum to zero, which training makes them do.
/// </para>
/// <para>[Akrout 2019; Srinivasan 2024, released code]</para>
/// </remarks>
public sealed class WeightMirror
{
    private readonly RandomStream[] _noise;
    private readonly RandomStream _dropout;
    private readonly Dictionary<(int Examples, float Dropout), Workspace> _workspaces = [];

    /// <summary>A mirror that has not yet taken a step.</summary>
    /// <param name="network">The network whose weights are mirrored; it does not change.</param>
    /// <param name="loss">Its loss, for the output function.</param>
    /// <param name="projection">What changes.</param>
    /// <param name="stream">Ξ of layer l comes from the child <c>noise/l</c>, masks from the child <c>dropout</c>.</param>
    /// <exception cref="ArgumentException">A factor does not have the transposed shape of its layer's weights.</exception>
    public WeightMirror(MultilayerPerceptron network, OutputLoss loss, MirroredProjection projection, RandomStream stream)
    {
        if (projection.Factors.Count != network.LayerCount)
            throw new ArgumentException(
                $"The projection has {projection.Factors.Count} factors; the network {network} has {network.LayerCount} layers.",
                nameof(projection));
        foreach ((int l, Matrix<float> factor) in projection.Factors.Index())
            Require.Shape(factor, network.Sizes[l], network.Sizes[l + 1], $"M{l + 1}");
        (Network, Loss, Projection) = (network, loss, projection);
        _noise = [.. Enumerable.Range(0, network.LayerCount).Select(stream.Child("noise").Child)];
        _dropout = stream.Child("dropout");
    }

    /// <summary>The network whose weights are mirrored.</summary>
    public MultilayerPerceptron Network { get; }

    /// <summary>Its loss.</summary>
    public OutputLoss Loss { get; }

    /// <summary>What changes.</summary>
    public MirroredProjection Projection { get; }

    /// <summary>η_M, finite and at least 0. Default 0.1.</summary>
    public float Rate { get; init; } = 0.1f;

    /// <summary>λ_M, finite and at least 0. Default 0.5.</summary>
    public float Decay { get; init; } = 0.5f;

    /// <summary>σ, the standard deviation of the noise, finite and at least 0. Default 0.1.</summary>
    public float NoiseDeviation { get; init; } = 0.1f;

    /// <summary>In which epochs of a training run it takes steps. By default in none.</summary>
    public MirroringSchedule Schedule { get; init; } = new();

    /// <summary>One step of all layers, with fresh noise and fresh masks.</summary>
    /// <param name="examples">B, at least 1.</param>
    /// <param name="dropout">Probability of dropping a hidden unit, in [0, 1).</param>
    public void Step(int examples, float dropout = 0)
    {
        Workspace workspace = WorkspaceFor(examples, dropout);
        workspace.Masks?.Draw();
        for (int layer = 0; layer < Network.LayerCount; layer++)
        {
            _noise[layer].FillNormal(workspace.Noise[layer].Values(), 0, NoiseDeviation);
            Mirror(layer, workspace.Noise[layer], workspace.Responses[layer], workspace.Masks);
        }

        Projection.Rescale();
    }

    /// <summary>The step of one layer, without rescaling.</summary>
    /// <param name="layer">0 for W₁.</param>
    /// <param name="noise">Ξ, n_{l−1} × B; its mean is taken away in place.</param>
    /// <param name="response">Υ, n_l × B, overwritten.</param>
    /// <param name="masks">Dropout masks, or null.</param>
    internal void Mirror(int layer, Matrix<float> noise, Matrix<float> response, DropoutMasks? masks)
    {
        Span<float> entries = noise.Values();
        TensorPrimitives.Subtract(entries, TensorPrimitives.Sum<float>(entries) / entries.Length, entries);
        Network.Weights[layer].MultiplyInto(noise, response);
        if (layer == Network.LayerCount - 1)
        {
            Loss.Output(response, response);
        }
        else
        {
            Network.Activation.Apply(response.Values(), response.Values());
            masks?.Apply(layer, response);
        }

        Matrix<float> mirror = Projection.Factors[layer];
        mirror.ScaleBy(1 - Rate * Decay);
        response.ScaleBy(Rate / noise.ColumnCount);
        noise.MultiplyTransposeInto(response, mirror, accumulate: true);
    }

    private Workspace WorkspaceFor(int examples, float dropout)
    {
        if (!_workspaces.TryGetValue((examples, dropout), out Workspace? workspace))
            _workspaces[(examples, dropout)] = workspace = NewWorkspace(examples, dropout);
        return workspace;
    }

    private Workspace NewWorkspace(int examples, float dropout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        return new Workspace(
            [.. Network.Sizes.SkipLast(1).Select(size => Matrix<float>.Build.Dense(size, examples))],
            [.. Network.Sizes.Skip(1).Select(size => Matrix<float>.Build.Dense(size, examples))],
            dropout == 0 ? null : new DropoutMasks(Network, examples, dropout, _dropout));
    }

    private sealed record Workspace(Matrix<float>[] Noise, Matrix<float>[] Responses, DropoutMasks? Masks);
}
