using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>y = x + W_o Attention(RoPE(W_q h), RoPE(W_k h), W_v h) with h = RMSNorm(x): the first half of a decoder layer.</summary>
public sealed unsafe class AttentionBlock : ITokenBlock
{
    private readonly RootMeanSquareNorm _norm;
    private readonly RotaryEmbedding _rotary;
    private readonly int _querySize, _keyValueSize, _turnedHeads;
    private readonly TokenBuffer _normalised, _queryKeyValue, _attended;

    /// <summary>Adds the parameters of one layer to a set.</summary>
    /// <param name="parameters">Where they go.</param>
    /// <param name="settings">Sizes.</param>
    /// <param name="layer">Which layer, from 0: part of the names.</param>
    /// <param name="rotary">Angles, shared by all layers.</param>
    public AttentionBlock(ParameterSet parameters, TransformerSettings settings, int layer, RotaryEmbedding rotary)
    {
        string prefix = $"model.layers.{layer}.";
        (_querySize, _keyValueSize, _rotary) = (settings.QuerySize, settings.KeyValueSize, rotary);
        _turnedHeads = settings.HeadCount + settings.KeyValueHeadCount;
        _norm = new RootMeanSquareNorm(parameters, prefix + "input_layernorm", settings.HiddenSize, settings.NormEpsilon);
        QueryKeyValue = new LinearMap(
            parameters,
            settings.HiddenSize,
            [
                (prefix + "self_attn.q_proj", _querySize),
                (prefix + "self_attn.k_proj", _keyValueSize),
                (prefix + "self_attn.v_proj", _keyValueSize),
            ],
            settings.HasQueryKeyValueBias);
        Output = new LinearMap(parameters, _querySize, [(prefix + "self_attn.o_proj", settings.HiddenSize)]);
        Attention = new GroupedQueryAttention(settings.HeadCount, settings.KeyValueHeadCount, settings.HeadSize);
        _normalised = new TokenBuffer(settings.HiddenSize);
        _queryKeyValue = new TokenBuffer(_querySize + (2 * _keyValueSize));
        _attended = new TokenBuffer(_querySize);
    }

    /// <summary>W_q on W_k on W_v; an adapter may be put in its place.</summary>
    public ITokenMap QueryKeyValue { get; set; }

    /// <summary>W_o; an adapter may be put in its place.</summary>
    public ITokenMap Output { get; set; }

    /// <summary>What looks where.</summary>
    public GroupedQueryAttention Attention { get; }

    /// <inheritdoc/>
    public void Forward(SequenceLayout layout, ReadOnlyMatrixSpan<float> x, MatrixSpan<float> y)
    {
        MatrixSpan<float> normalised = _normalised.Resize(x.Columns), all = _queryKeyValue.Resize(x.Columns);
        MatrixSpan<float> attended = _attended.Resize(x.Columns);
        _norm.Forward(x, normalised);
        QueryKeyValue.Forward(normalised, all);
        _rotary.Apply(all, _turnedHeads, layout.Positions);
        Attention.Forward(layout, layout, Queries(all), Keys(all), Values(all), attended);
        Output.Forward(attended, y);
        Residual.Add(x, y);
    }

    /// <inheritdoc/>
    public void Backward(SequenceLayout layout, ReadOnlyMatrixSpan<float> x, MatrixSpan<float> gradient)
    {
        int tokens = x.Columns;
        MatrixSpan<float> all = _queryKeyValue.Matrix;
        using Workspace.Loan<float> attendedLoan = Workspace.Borrow<float>((nint)_querySize * tokens);
        using Workspace.Loan<float> allLoan = Workspace.Borrow<float>((nint)all.Rows * tokens);
        using Workspace.Loan<float> normalisedLoan = Workspace.Borrow<float>((nint)x.Rows * tokens);
        MatrixSpan<float> attendedGradient = attendedLoan.AsMatrix(_querySize, tokens);
        MatrixSpan<float> allGradient = allLoan.AsMatrix(all.Rows, tokens), normalisedGradient = normalisedLoan.AsMatrix(x.Rows, tokens);

        Output.Backward(_attended.Matrix, gradient, attendedGradient);
        Attention.Backward(
            Queries(all), Keys(all), Values(all), attendedGradient, Queries(allGradient), Keys(allGradient), Values(allGradient));
        _rotary.Apply(allGradient, _turnedHeads, layout.Positions, isBackward: true);
        QueryKeyValue.Backward(_normalised.Matrix, allGradient, normalisedGradient);
        _norm.Backward(x, normalisedGradient, gradient);
    }

    private MatrixSpan<float> Queries(MatrixSpan<float> all) => all.Slice(0, 0, _querySize, all.Columns);

    private MatrixSpan<float> Keys(MatrixSpan<float> all) => all.Slice(_querySize, 0, _keyValueSize, all.Columns);

    private MatrixSpan<float> Values(MatrixSpan<float> all) => all.Slice(_querySize + _keyValueSize, 0, _keyValueSize, all.Columns);
}
