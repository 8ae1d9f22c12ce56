using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>
/// A fully connected network of L weight layers: H_l = f(W_l H_{l−1} + b_l) for l &lt; L, logits A_L = W_L H_{L−1} + b_L.
/// </summary>
/// <remarks>
/// A mini-batch is features × examples: each column is one example. The output function (softmax or none) belongs to the
/// <see cref="OutputLoss"/>. Layers count from 0 in code: layer 0 is W₁ of the papers.
/// [Srinivasan 2024, section 2; no biases there]
/// </remarks>
public sealed class MultilayerPerceptron
{
    /// <summary>Makes a network and draws its weights; biases, if any, start at 0.</summary>
    /// <param name="sizes">n_0, …, n_L: input size, hidden sizes, output size; at least two, each at least 1.</param>
    /// <param name="activation">f of the hidden layers.</param>
    /// <param name="initialiser">How weights are drawn.</param>
    /// <param name="stream">Layer l draws from the child stream named by its index, so adding a layer leaves the others as they
    /// were.</param>
    /// <param name="withBiases">Whether each layer has a bias vector.</param>
    /// <exception cref="ArgumentException">Fewer than two sizes, or a size less than 1.</exception>
    public MultilayerPerceptron(
        IReadOnlyList<int> sizes, Activation activation, Initialiser initialiser, RandomStream stream, bool withBiases = false)
    {
        if (sizes.Count < 2)
            throw new ArgumentException($"A network needs at least 2 sizes (input and output); {sizes.Count} given.", nameof(sizes));
        foreach (int size in sizes)
            if (size < 1) throw new ArgumentException($"Each size must be at least 1; {size} given.", nameof(sizes));

        Sizes = [.. sizes];
        Activation = activation;
        Weights = [.. Enumerable.Range(0, sizes.Count - 1).Select(l => Matrix<float>.Build.Dense(sizes[l + 1], sizes[l]))];
        Biases = withBiases ? [.. Sizes.Skip(1).Select(size => Vector<float>.Build.Dense(size))] : [];
        for (int layer = 0; layer < LayerCount; layer++)
            initialiser.Fill(Weights[layer], stream.Child(layer));
    }

    /// <summary>n_0, …, n_L.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>f of the hidden layers.</summary>
    public Activation Activation { get; }

    /// <summary>How activations are normalised after activation and dropout in every hidden layer; null, the default, for not.</summary>
    public ActivationNormalisation? Normalisation { get; init; }

    /// <summary>L, the number of weight layers; the hidden layers are one fewer.</summary>
    public int LayerCount => Sizes.Count - 1;

    /// <summary>W_1, …, W_L; W_l is n_l × n_{l−1}. Written in place by training.</summary>
    public IReadOnlyList<Matrix<float>> Weights { get; }

    /// <summary>b_1, …, b_L, or nothing where the network has no biases.</summary>
    public IReadOnlyList<Vector<float>> Biases { get; }

    /// <summary>Number of trainable numbers.</summary>
    public long ParameterCount => Weights.Sum(w => (long)w.RowCount * w.ColumnCount) + Biases.Sum(b => (long)b.Count);

    /// <summary>Runs the network on a mini-batch and keeps every layer's activations in the workspace.</summary>
    /// <param name="inputs">X = H_0, n_0 × B.</param>
    /// <param name="pass">Written; made for this network and this B.</param>
    /// <param name="masks">Dropout masks of the hidden layers, or null for none (at test time).</param>
    /// <exception cref="ArgumentException">The inputs' shape does not fit.</exception>
    public void Forward(Matrix<float> inputs, ForwardPass pass, DropoutMasks? masks = null)
    {
        Require.Shape(inputs, Sizes[0], pass.BatchSize, nameof(inputs));
        pass.Begin(inputs);
        for (int layer = 0; layer < LayerCount; layer++)
        {
            PreActivate(layer, pass);
            if (layer < LayerCount - 1) Activate(layer, pass, masks);
        }
    }

    /// <summary>A_l ← W_l H_{l−1} + b_l.</summary>
    internal void PreActivate(int layer, ForwardPass pass)
    {
        Weights[layer].MultiplyInto(pass.Presynaptic(layer), pass.PreActivations(layer));
        if (Biases.Count > 0) pass.PreActivations(layer).AddToEachColumn<float>(Biases[layer].AsSpan());
    }

    /// <summary>H_l ← f(A_l) ⊙ D_l, normalised.</summary>
    internal void Activate(int layer, ForwardPass pass, DropoutMasks? masks)
    {
        // Example by example, so that the mask finds the activations in the first-level cache.
        for (int example = 0; example < pass.BatchSize; example++)
        {
            Span<float> activations = pass.Activations(layer).ColumnSpan(example);
            Activation.Apply(pass.PreActivations(layer).ColumnSpan(example), activations);
            if (masks is not null) TensorPrimitives.Multiply(activations, masks[layer].ColumnSpan(example), activations);
        }

        Normalisation?.Apply(pass.Activations(layer), pass.Norms(layer));
    }

    /// <summary>
    /// δ ← derivative of H_l with respect to A_l, applied to δ: takes a signal about a hidden layer's activations back to its
    /// pre-activations. The derivative is a symmetric matrix times a diagonal one, which <paramref name="forward"/> applies in the other
    /// order: it takes a small change of A_l to one of H_l.
    /// </summary>
    internal void MultiplyByDerivative(int layer, ForwardPass pass, DropoutMasks? masks, Matrix<float> signal, bool forward = false)
    {
        if (!forward) Normalisation?.MultiplyByJacobian(pass.Activations(layer), pass.Norms(layer), signal);
        Activation.MultiplyBySlope(pass.PreActivations(layer).Values(), signal.Values());
        masks?.Apply(layer, signal);
        if (forward) Normalisation?.MultiplyByJacobian(pass.Activations(layer), pass.Norms(layer), signal);
    }

    /// <summary>The logits of some inputs, in fresh memory.</summary>
    /// <param name="inputs">n_0 × B, any B of at least 1.</param>
    /// <returns>A_L, n_L × B.</returns>
    public Matrix<float> Logits(Matrix<float> inputs)
    {
        ForwardPass pass = new(this, inputs.ColumnCount);
        Forward(inputs, pass);
        return pass.Logits;
    }

    /// <summary>Whether every weight and bias is a finite number.</summary>
    public bool IsFinite()
    {
        foreach (Matrix<float> weights in Weights)
            if (!AllFinite(weights.Values())) return false;
        foreach (Vector<float> biases in Biases)
            if (!AllFinite(biases.AsSpan())) return false;
        return true;
    }

    /// <summary>The sizes, such as 784-1024-10.</summary>
    public override string ToString() => string.Join('-', Sizes);

    // A sum would overflow for large finite weights; x·0 is 0 exactly for finite x and NaN otherwise.
    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        float zero = 0;
        foreach (float value in values) zero += value * 0f;
        return zero == 0;
    }
}
