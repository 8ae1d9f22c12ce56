using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>
/// Scaled dot-product attention of n_h query heads over n_k ≤ n_h heads of keys and values [Ainslie 2023]. It has no parameters.
/// </summary>
/// <remarks>
/// <para>
/// Per sequence and query head a, with keys and values of head ⌊a n_k/n_h⌋ and everything as columns: S = Kᵀ Q/√d,
/// P = softmax of each column of S, O = V P. Causal: query i sees keys 0 … i.
/// </para>
/// <para>
/// Queries come from one matrix, keys and values from the same or another one with a layout of its own, so attention to a second sequence
/// (cross-attention) is this class without the causal mask. The backward pass is ∂/∂V = ∂/∂O Pᵀ, ∂/∂P = Vᵀ ∂/∂O,
/// ∂/∂S = P ⊙ (∂/∂P − 1 ⟨P, ∂/∂P⟩), ∂/∂Q = K ∂/∂S/√d, ∂/∂K = Q (∂/∂S)ᵀ/√d, summed over the query heads of a group.
/// </para>
/// </remarks>
public sealed unsafe class GroupedQueryAttention
{
    private readonly int _headCount, _keyValueHeadCount, _headSize;
    private nint[] _starts = new nint[9];
    private AlignedNumbers _weights = AlignedNumbers.None;
    private SequenceLayout? _queryLayout, _keyLayout;

    /// <summary>Attention of some shape.</summary>
    /// <param name="headCount">n_h, a multiple of n_k.</param>
    /// <param name="keyValueHeadCount">n_k.</param>
    /// <param name="headSize">d.</param>
    /// <param name="isCausal">Whether a query sees only keys at its own place and before.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or n_h is not a multiple of n_k.</exception>
    public GroupedQueryAttention(int headCount, int keyValueHeadCount, int headSize, bool isCausal = true)
    {
        SettingRequirement.Positive(keyValueHeadCount, nameof(keyValueHeadCount));
        SettingRequirement.Positive(headSize, nameof(headSize));
        SettingRequirement.True(
            headCount > 0 && headCount % keyValueHeadCount == 0,
            headCount,
            nameof(headCount),
            $"is a positive multiple of {keyValueHeadCount}");
        (_headCount, _keyValueHeadCount, _headSize, IsCausal) = (headCount, keyValueHeadCount, headSize, isCausal);
    }

    /// <summary>Whether a query sees only keys at its own place and before.</summary>
    public bool IsCausal { get; }

    /// <summary>P of one sequence and query head in the latest forward pass: keys × queries, each column a distribution.</summary>
    /// <param name="sequence">Which sequence.</param>
    /// <param name="head">Which query head.</param>
    /// <exception cref="InvalidOperationException">There was no forward pass yet.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence or head.</exception>
    public ReadOnlyMatrixSpan<float> Weights(int sequence, int head)
    {
        if (_queryLayout is null || _keyLayout is null)
            throw new InvalidOperationException("Attention weights exist after a forward pass.");
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, _queryLayout.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(head, _headCount);
        (int keys, int queries) = (LengthOf(_keyLayout, sequence), LengthOf(_queryLayout, sequence));
        int padded = AttentionShape.Padded(keys), start = checked((int)_starts[sequence] + (head * padded * queries));
        return new ReadOnlyMatrixSpan<float>(_weights.Span[start..], keys, queries, padded);
    }

    /// <summary>O ← attention.</summary>
    /// <param name="queryLayout">Sequences of queries.</param>
    /// <param name="keyLayout">Sequences of keys and values, as many; causal attention needs the same layout.</param>
    /// <param name="queries">n_h d × queries.</param>
    /// <param name="keys">n_k d × keys.</param>
    /// <param name="values">n_k d × keys.</param>
    /// <param name="output">n_h d × queries, overwritten.</param>
    public void Forward(
        SequenceLayout queryLayout,
        SequenceLayout keyLayout,
        ReadOnlyMatrixSpan<float> queries,
        ReadOnlyMatrixSpan<float> keys,
        ReadOnlyMatrixSpan<float> values,
        MatrixSpan<float> output)
    {
        PlaceWeights(queryLayout, keyLayout);
        fixed (int* queryStarts = queryLayout.Starts, keyStarts = keyLayout.Starts)
        fixed (nint* starts = _starts)
        fixed (float* q = queries.Values, k = keys.Values, v = values.Values, o = output.Values)
        {
            AttentionShape shape = Shape(queries.ColumnStride, keys.ColumnStride, values.ColumnStride) with
            {
                QueryStarts = queryStarts,
                KeyStarts = keyStarts,
                WeightStarts = starts,
                Queries = q,
                Keys = k,
                Values = v,
                Weights = _weights.Start,
            };
            ParallelWork.For(
                queryLayout.Count * _keyValueHeadCount,
                new AttentionForward { Shape = shape, Output = o, OutputStride = output.LeadingDimension });
        }
    }

    /// <summary>
    /// From ∂loss/∂O to the gradients of queries, keys and values, which are overwritten; the other arguments as in the forward pass.
    /// </summary>
    public void Backward(
        ReadOnlyMatrixSpan<float> queries,
        ReadOnlyMatrixSpan<float> keys,
        ReadOnlyMatrixSpan<float> values,
        ReadOnlyMatrixSpan<float> outputGradient,
        MatrixSpan<float> queryGradient,
        MatrixSpan<float> keyGradient,
        MatrixSpan<float> valueGradient)
    {
        if (_queryLayout is null || _keyLayout is null) throw new InvalidOperationException("A backward pass follows a forward pass.");
        fixed (int* queryStarts = _queryLayout.Starts, keyStarts = _keyLayout.Starts)
        fixed (nint* starts = _starts)
        fixed (float* q = queries.Values, k = keys.Values, v = values.Values, dO = outputGradient.Values)
        fixed (float* dq = queryGradient.Values, dk = keyGradient.Values, dv = valueGradient.Values)
        {
            AttentionShape shape = Shape(queries.ColumnStride, keys.ColumnStride, values.ColumnStride) with
            {
                QueryStarts = queryStarts,
                KeyStarts = keyStarts,
                WeightStarts = starts,
                Queries = q,
                Keys = k,
                Values = v,
                Weights = _weights.Start,
            };
            ParallelWork.For(_queryLayout.Count * _keyValueHeadCount, new AttentionBackward
            {
                Shape = shape,
                OutputGradient = dO,
                OutputStride = outputGradient.ColumnStride,
                QueryGradient = dq,
                QueryGradientStride = queryGradient.LeadingDimension,
                KeyGradient = dk,
                KeyGradientStride = keyGradient.LeadingDimension,
                ValueGradient = dv,
                ValueGradientStride = valueGradient.LeadingDimension,
            });
        }
    }

    private AttentionShape Shape(int queryStride, int keyStride, int valueStride) => new()
    {
        KeyValueHeads = _keyValueHeadCount,
        GroupSize = _headCount / _keyValueHeadCount,
        HeadSize = _headSize,
        IsCausal = IsCausal,
        Scale = 1 / MathF.Sqrt(_headSize),
        QueryStride = queryStride,
        KeyStride = keyStride,
        ValueStride = valueStride,
    };

    private void PlaceWeights(SequenceLayout queryLayout, SequenceLayout keyLayout)
    {
        if (queryLayout.Count != keyLayout.Count)
            throw new ArgumentException(
                $"There are {queryLayout.Count} sequences of queries and {keyLayout.Count} of keys.", nameof(keyLayout));
        if (IsCausal && queryLayout != keyLayout)
            throw new ArgumentException("Causal attention is within one layout of sequences.", nameof(keyLayout));
        if (_starts.Length <= queryLayout.Count) _starts = new nint[2 * queryLayout.Count];
        nint start = 0;
        for (int sequence = 0; sequence < queryLayout.Count; sequence++)
        {
            _starts[sequence] = start;
            start += (nint)_headCount * AttentionShape.Padded(LengthOf(keyLayout, sequence)) * LengthOf(queryLayout, sequence);
        }

        if (_weights.Count < start) _weights = new AlignedNumbers(checked((int)start), isCleared: false);
        (_queryLayout, _keyLayout) = (queryLayout, keyLayout);
    }

    private static int LengthOf(SequenceLayout layout, int sequence) => layout.Starts[sequence + 1] - layout.Starts[sequence];
}
