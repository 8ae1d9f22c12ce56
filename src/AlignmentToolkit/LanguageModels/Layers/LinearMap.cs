using System.Numerics.Tensors;

using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>Y = W X + b 1ᵀ, with b or without.</summary>
/// <remarks>
/// W may be several tensors of a checkpoint on top of each other, such as q, k and v: they are then one product. With δ = ∂loss/∂Y the
/// gradients are ∂loss/∂W = δ Xᵀ, ∂loss/∂b = δ 1 and ∂loss/∂X = Wᵀ δ.
/// </remarks>
public sealed class LinearMap : ITokenMap
{
    private readonly ParameterSet _parameters;
    private readonly int _weightStart;
    private readonly int _biasStart;

    /// <summary>Adds the parameters to a set.</summary>
    /// <param name="parameters">Where they go.</param>
    /// <param name="inputSize">Columns of W.</param>
    /// <param name="outputs">Names without their ending, and rows, of the tensors that make up W:
    /// <c>model.layers.0.mlp.down_proj</c>.</param>
    /// <param name="hasBias">Whether there is b.</param>
    public LinearMap(ParameterSet parameters, int inputSize, ReadOnlySpan<(string Name, int Size)> outputs, bool hasBias = false)
    {
        (_parameters, InputSize, _weightStart) = (parameters, inputSize, parameters.Size);
        foreach ((string name, int size) in outputs)
        {
            parameters.Add(name + ".weight", isDecayed: true, size, inputSize);
            OutputSize += size;
        }

        (HasBias, _biasStart) = (hasBias, parameters.Size);
        if (!hasBias) return;
        foreach ((string name, int size) in outputs) parameters.Add(name + ".bias", isDecayed: false, size);
    }

    /// <summary>A map without bias whose W is a parameter that belongs to someone else too, such as a token embedding.</summary>
    /// <param name="parameters">The set that <paramref name="weight"/> is in.</param>
    /// <param name="weight">W, [outputs, inputs].</param>
    public LinearMap(ParameterSet parameters, Parameter weight) =>
        (_parameters, InputSize, OutputSize, _weightStart) = (parameters, weight.Shape[1], weight.Shape[0], weight.Start);

    /// <inheritdoc/>
    public int InputSize { get; }

    /// <inheritdoc/>
    public int OutputSize { get; }

    /// <summary>Whether there is b.</summary>
    public bool HasBias { get; }

    private int WeightCount => InputSize * OutputSize;

    // A row of W is a column of this.
    private ReadOnlyMatrixSpan<float> TransposedWeights => new(_parameters.Values.Slice(_weightStart, WeightCount), InputSize, OutputSize);

    /// <inheritdoc/>
    public void Forward(ReadOnlyMatrixSpan<float> x, MatrixSpan<float> y)
    {
        Gemm.Multiply(TransposedWeights.Transpose(), x, y);
        if (!HasBias) return;
        ReadOnlySpan<float> bias = _parameters.Values.Slice(_biasStart, OutputSize);
        for (int column = 0; column < y.Columns; column++) TensorPrimitives.Add(y.Column(column), bias, y.Column(column));
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlyMatrixSpan<float> x, ReadOnlyMatrixSpan<float> outputGradient, MatrixSpan<float> inputGradient)
    {
        MatrixSpan<float> weightGradient = new(_parameters.Gradient.Slice(_weightStart, WeightCount), InputSize, OutputSize);
        Gemm.Multiply(x, outputGradient.Transpose(), weightGradient, accumulate: true);
        if (HasBias) RowSums.AddTo(outputGradient, _parameters.Gradient.Slice(_biasStart, OutputSize));
        Gemm.Multiply(TransposedWeights, outputGradient, inputGradient);
    }
}
