using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// A pass of M columns, each an example under a label: every layer's activations, their squares and what the next layer reads.
/// </summary>
internal sealed class GoodnessPass
{
    private readonly MultilayerPerceptron _network;
    private readonly InputNormalisation _normalisation;

    /// <summary>Allocates.</summary>
    /// <param name="network">All layers hidden.</param>
    /// <param name="normalisation">Between layers.</param>
    /// <param name="columns">M.</param>
    public GoodnessPass(MultilayerPerceptron network, InputNormalisation normalisation, int columns)
    {
        (_network, _normalisation) = (network, normalisation);
        Labels = new int[columns];
        Activations = [.. network.Sizes.Skip(1).Select(size => Matrix<float>.Build.Dense(size, columns))];
        Normalised = [.. Activations.Select(activations => activations.Clone())];
        Squares = [.. Activations.Select(_ => new float[columns])];
    }

    /// <summary>The label of each column, <see cref="LabelledInputs.Neutral"/> allowed. To be set before the pass.</summary>
    public int[] Labels { get; }

    /// <summary>h of each layer, n_l × M.</summary>
    public IReadOnlyList<Matrix<float>> Activations { get; }

    /// <summary>h of each layer as the next one reads it, n_l × M.</summary>
    public IReadOnlyList<Matrix<float>> Normalised { get; }

    /// <summary>Σ h² of each layer and column.</summary>
    public IReadOnlyList<float[]> Squares { get; }

    /// <summary>Runs the first layers.</summary>
    /// <param name="inputs">The first layer, its product computed.</param>
    /// <param name="layers">How many layers.</param>
    public void Run(IFirstLayer inputs, int layers)
    {
        int chunks = (Labels.Length + Columns.Chunk - 1) / Columns.Chunk;
        ParallelWork.For(chunks, new Columns(this, inputs, 0));
        for (int layer = 1; layer < layers; layer++)
        {
            _network.Weights[layer].MultiplyInto(Normalised[layer - 1], Activations[layer]);
            ParallelWork.For(chunks, new Columns(this, null, layer));
        }
    }

    private void RunColumn(int layer, int column, IFirstLayer? inputs)
    {
        Span<float> h = Activations[layer].ColumnSpan(column);
        ReadOnlySpan<float> bias = _network.Biases[layer].AsSpan();
        float squares = inputs is null
            ? ColumnKernels.Rectify(h, 1, bias, 0, bias, h)
            : inputs.Rectify(column, Labels[column], h);
        Squares[layer][column] = squares;
        TensorPrimitives.Multiply(h, _normalisation.Factor(squares, h.Length), Normalised[layer].ColumnSpan(column));
    }

    /// <summary>The parallel loop over columns; inputs are given for the first layer only.</summary>
    private readonly struct Columns(GoodnessPass pass, IFirstLayer? inputs, int layer) : IParallelBody
    {
        public const int Chunk = 16;

        public void Invoke(int index)
        {
            int end = Math.Min((index + 1) * Chunk, pass.Labels.Length);
            for (int column = index * Chunk; column < end; column++) pass.RunColumn(layer, column, inputs);
        }
    }
}
