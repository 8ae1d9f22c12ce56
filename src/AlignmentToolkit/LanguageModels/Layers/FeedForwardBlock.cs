using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>y = x + W_down (silu(W_gate h) ⊙ W_up h) with h = RMSNorm(x): the second half of a decoder layer [Shazeer 2020].</summary>
public sealed unsafe class FeedForwardBlock : ITokenBlock
{
    private readonly RootMeanSquareNorm _norm;
    private readonly int _size;
    private readonly TokenBuffer _normalised, _gateAndUp, _product;

    /// <summary>Adds the parameters of one layer to a set.</summary>
    /// <param name="parameters">Where they go.</param>
    /// <param name="settings">Sizes.</param>
    /// <param name="layer">Which layer, from 0: part of the names.</param>
    public FeedForwardBlock(ParameterSet parameters, TransformerSettings settings, int layer)
    {
        string prefix = $"model.layers.{layer}.";
        _size = settings.FeedForwardSize;
        _norm = new RootMeanSquareNorm(parameters, prefix + "post_attention_layernorm", settings.HiddenSize, settings.NormEpsilon);
        GateAndUp = new LinearMap(parameters, settings.HiddenSize, [(prefix + "mlp.gate_proj", _size), (prefix + "mlp.up_proj", _size)]);
        Down = new LinearMap(parameters, _size, [(prefix + "mlp.down_proj", settings.HiddenSize)]);
        _normalised = new TokenBuffer(settings.HiddenSize);
        _gateAndUp = new TokenBuffer(2 * _size);
        _product = new TokenBuffer(_size);
    }

    /// <summary>W_gate on W_up; an adapter may be put in its place.</summary>
    public ITokenMap GateAndUp { get; set; }

    /// <summary>W_down; an adapter may be put in its place.</summary>
    public ITokenMap Down { get; set; }

    /// <inheritdoc/>
    public void Forward(SequenceLayout layout, ReadOnlyMatrixSpan<float> x, MatrixSpan<float> y)
    {
        MatrixSpan<float> normalised = _normalised.Resize(x.Columns), gateAndUp = _gateAndUp.Resize(x.Columns);
        MatrixSpan<float> product = _product.Resize(x.Columns);
        _norm.Forward(x, normalised);
        GateAndUp.Forward(normalised, gateAndUp);
        GatedActivation.Forward(gateAndUp, product);
        Down.Forward(product, y);
        Residual.Add(x, y);
    }

    /// <inheritdoc/>
    public void Backward(SequenceLayout layout, ReadOnlyMatrixSpan<float> x, MatrixSpan<float> gradient)
    {
        int tokens = x.Columns;
        using Workspace.Loan<float> productLoan = Workspace.Borrow<float>((nint)_size * tokens);
        using Workspace.Loan<float> gateLoan = Workspace.Borrow<float>(2 * (nint)_size * tokens);
        using Workspace.Loan<float> normalisedLoan = Workspace.Borrow<float>((nint)x.Rows * tokens);
        MatrixSpan<float> productGradient = productLoan.AsMatrix(_size, tokens), gateGradient = gateLoan.AsMatrix(2 * _size, tokens);
        MatrixSpan<float> normalisedGradient = normalisedLoan.AsMatrix(x.Rows, tokens);

        Down.Backward(_product.Matrix, gradient, productGradient);
        GatedActivation.Backward(_gateAndUp.Matrix, productGradient, gateGradient);
        GateAndUp.Backward(_normalised.Matrix, gateGradient, normalisedGradient);
        _norm.Backward(x, normalisedGradient, gradient);
    }
}
