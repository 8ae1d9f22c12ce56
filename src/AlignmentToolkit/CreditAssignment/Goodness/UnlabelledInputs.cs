using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>What the first layer reads where positive and negative examples differ in more than a label: first all positive ones.</summary>
internal sealed class UnlabelledInputs : IFirstLayer
{
    private readonly MultilayerPerceptron _network;
    private readonly InputNormalisation _normalisation;
    private readonly Matrix<float> _field;

    public UnlabelledInputs(MultilayerPerceptron network, InputNormalisation normalisation, int count)
    {
        (_network, _normalisation) = (network, normalisation);
        Examples = Matrix<float>.Build.Dense(network.Sizes[0], 2 * count);
        _field = Matrix<float>.Build.Dense(network.Sizes[1], 2 * count);
    }

    /// <summary>z of each column, n_0 × 2B.</summary>
    public Matrix<float> Examples { get; }

    /// <summary>Takes B positive and B negative examples in and multiplies them by W₁.</summary>
    public void Load(Matrix<float> positives, Matrix<float> negatives)
    {
        for (int example = 0; example < positives.ColumnCount; example++)
        {
            Normalise(positives.ColumnSpan(example), Examples.ColumnSpan(example));
            Normalise(negatives.ColumnSpan(example), Examples.ColumnSpan(positives.ColumnCount + example));
        }

        _network.Weights[0].MultiplyInto(Examples, _field);
    }

    /// <inheritdoc/>
    public float Rectify(int column, int label, Span<float> activations)
    {
        ReadOnlySpan<float> bias = _network.Biases[0].AsSpan();
        return ColumnKernels.Rectify(_field.ColumnSpan(column), 1, bias, 0, bias, activations);
    }

    private void Normalise(ReadOnlySpan<float> input, Span<float> example) =>
        TensorPrimitives.Multiply(input, _normalisation.Factor(TensorPrimitives.SumOfSquares(input), input.Length), example);
}
