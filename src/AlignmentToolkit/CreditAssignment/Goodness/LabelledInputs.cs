using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// What the first layer reads, split at the label: W₁z = α·W₁q + β·W₁[:, c]. The large product W₁q is the same for every label c.
/// </summary>
/// <remarks>
/// q is the normalised example with zeros at the label's places. One-hot labels of one value leave the length of z, and so α = 1 and
/// β = value · (factor of normalisation), the same for all classes. The neutral label (1/C in each place) changes the length.
/// </remarks>
internal sealed class LabelledInputs : IFirstLayer
{
    /// <summary>Stands for the neutral label.</summary>
    public const int Neutral = -1;

    private readonly MultilayerPerceptron _network;
    private readonly ForwardForwardOptions _options;
    private readonly int _places;
    private readonly float[] _oneHot, _neutralScale, _neutralLabel, _neutralColumn;

    public LabelledInputs(MultilayerPerceptron network, ForwardForwardOptions options, int classCount, int count)
    {
        (_network, _options, _places) = (network, options, options.Embedding.Places(classCount));
        Examples = Matrix<float>.Build.Dense(network.Sizes[0], count);
        Field = Matrix<float>.Build.Dense(network.Sizes[1], count);
        (_oneHot, _neutralScale, _neutralLabel) = (new float[count], new float[count], new float[count]);
        _neutralColumn = new float[network.Sizes[1]];
    }

    /// <summary>q of each example, n_0 × B.</summary>
    public Matrix<float> Examples { get; }

    /// <summary>W₁q, n_1 × B.</summary>
    public Matrix<float> Field { get; }

    /// <summary>B.</summary>
    public int Count => Examples.ColumnCount;

    /// <summary>β of an example under a one-hot label: the normalised number at the label's place.</summary>
    public ReadOnlySpan<float> OneHot => _oneHot;

    /// <summary>Takes examples in and multiplies them by W₁.</summary>
    /// <param name="inputs">Without label where that is prepended, else with anything in its place.</param>
    public void Load(Matrix<float> inputs)
    {
        for (int example = 0; example < Count; example++) LoadExample(example, inputs.ColumnSpan(example));
        _network.Weights[0].MultiplyInto(Examples, Field);
        Array.Clear(_neutralColumn);
        for (int c = 0; c < _places; c++)
            TensorPrimitives.Add(_neutralColumn, _network.Weights[0].ColumnSpan(c), _neutralColumn);
    }

    /// <inheritdoc/>
    /// <remarks>Column k is example k mod B, so that one product serves the columns of several labels.</remarks>
    public float Rectify(int column, int label, Span<float> activations)
    {
        int example = column % Count;
        bool isNeutral = label == Neutral;
        return ColumnKernels.Rectify(
            Field.ColumnSpan(example),
            isNeutral ? _neutralScale[example] : 1,
            isNeutral ? _neutralColumn : _network.Weights[0].ColumnSpan(label),
            isNeutral ? _neutralLabel[example] : _oneHot[example],
            _network.Biases[0].AsSpan(),
            activations);
    }

    private void LoadExample(int example, ReadOnlySpan<float> input)
    {
        ReadOnlySpan<float> data = _options.Embedding == LabelEmbedding.Overwrite ? input[_places..] : input;
        Span<float> column = Examples.ColumnSpan(example);
        float squares = TensorPrimitives.SumOfSquares(data);
        float value = _places == 0 ? 0 : _options.LabelValue ?? MathF.Abs(TensorPrimitives.MaxMagnitude(data));
        float factor = _options.Normalisation.Factor(squares + value * value, column.Length);
        float neutral = _places == 0 ? 0 : value / _places;
        float neutralFactor = _options.Normalisation.Factor(squares + value * neutral, column.Length);
        column[.._places].Clear();
        TensorPrimitives.Multiply(data, factor, column[_places..]);
        _oneHot[example] = value * factor;
        _neutralScale[example] = neutralFactor / factor;
        _neutralLabel[example] = neutral * neutralFactor;
    }
}
