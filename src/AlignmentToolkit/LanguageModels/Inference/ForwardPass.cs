using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>Some tokens on their way through the layers: of one row one after the other, or of several rows side by side.</summary>
/// <remarks>Keys and values of all tokens are in the cache before any of them attends, so both cases are the same.</remarks>
internal sealed unsafe class ForwardPass(InferenceModel model, KeyValueCache cache)
{
    private readonly TransformerSettings _settings = model.Settings;
    private readonly List<CachedToken> _tokens = [];
    private int _capacity;
    private AlignedNumbers _memory = AlignedNumbers.None;

    // Matrices of features × tokens, each column behind the other.
    private float* _stream, _normalised, _queryKeyValue, _attended, _gateAndUp, _sum;

    /// <summary>Number of tokens.</summary>
    public int Count => _tokens.Count;

    /// <summary>Forgets the tokens.</summary>
    public void Clear() => _tokens.Clear();

    /// <summary>Adds a token.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="token">Which one.</param>
    /// <param name="place">Its place in the row.</param>
    /// <param name="position">Position for the rotary embedding.</param>
    public void Add(int row, int token, int place, int position) => _tokens.Add(new CachedToken(row, token, place, position));

    /// <summary>Takes all tokens through all layers.</summary>
    public void Run()
    {
        if (Count == 0) return;
        Reserve(Count);
        Embed();
        for (int layer = 0; layer < _settings.LayerCount; layer++)
        {
            LayerWeights weights = model.Weights.Layers[layer];
            Norm(weights.AttentionNorm);
            WeightProducts.Run(weights.QueryKeyValue, _normalised, _queryKeyValue, Count);
            Store(layer);
            Attend(layer);
            WeightProducts.Run(weights.AttentionOutput, _attended, _sum, Count);
            AddToStream();
            Norm(weights.FeedForwardNorm);
            WeightProducts.Run(weights.GateAndUp, _normalised, _gateAndUp, Count);
            Gate();
            WeightProducts.Run(weights.Down, _gateAndUp, _sum, Count);
            AddToStream();
        }
    }

    /// <summary>Logits of what follows some of the tokens.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="logits">V numbers for each.</param>
    public void Logits(int first, int count, Span<float> logits)
    {
        int hidden = _settings.HiddenSize;
        float* weight = (float*)model.Weights.FinalNorm.Address;
        for (int i = 0; i < count; i++)
        {
            float* stream = _stream + ((nint)(first + i) * hidden);
            NormForward.Apply(stream, weight, _normalised + ((nint)i * hidden), hidden, _settings.NormEpsilon);
        }

        fixed (float* destination = logits) WeightProducts.Run(model.Weights.Head, _normalised, destination, count);
    }

    private void Embed()
    {
        int hidden = _settings.HiddenSize;
        for (int i = 0; i < Count; i++)
            WeightProducts.ReadRow(model.Weights.Embedding, _tokens[i].Token, new Span<float>(_stream + ((nint)i * hidden), hidden));
    }

    private void Norm(WeightMatrix weight)
    {
        int hidden = _settings.HiddenSize;
        for (int i = 0; i < Count; i++)
        {
            nint start = (nint)i * hidden;
            NormForward.Apply(_stream + start, (float*)weight.Address, _normalised + start, hidden, _settings.NormEpsilon);
        }
    }

    /// <summary>Turns queries and keys, and puts keys and values into the cache.</summary>
    private void Store(int layer)
    {
        int size = _settings.HeadSize, heads = _settings.HeadCount, stored = _settings.KeyValueHeadCount;
        for (int i = 0; i < Count; i++)
        {
            CachedToken token = _tokens[i];
            float* column = _queryKeyValue + ((nint)i * (_settings.QuerySize + (2 * _settings.KeyValueSize)));
            fixed (float* table = model.Rotary.Table(token.Position))
            {
                float* angles = table + ((nint)token.Position * size);
                for (int head = 0; head < heads + stored; head++) Rotation.Apply(column + (head * size), angles, size / 2, 1);
            }

            (int page, int place) = Math.DivRem(token.Place, KeyValuePage.Length);
            KeyValuePage target = cache.Pages(token.Row)[page];
            float* numbers = target.Numbers.Start;
            for (int head = 0; head < stored; head++)
            {
                float* key = column + ((heads + head) * size), keys = numbers + target.Keys(layer, head) + place;
                for (int k = 0; k < size; k++) keys[k * KeyValuePage.Length] = key[k];
                float* value = key + _settings.KeyValueSize, values = numbers + target.Values(layer, head) + (place * size);
                Unsafe.CopyBlockUnaligned(values, value, (uint)(size * sizeof(float)));
            }
        }
    }

    private void Attend(int layer)
    {
        CachedAttention attention = new()
        {
            Tokens = _tokens,
            Cache = cache,
            Layer = layer,
            KeyValueHeads = _settings.KeyValueHeadCount,
            GroupSize = _settings.HeadCount / _settings.KeyValueHeadCount,
            HeadSize = _settings.HeadSize,
            Queries = _queryKeyValue,
            QueryStride = _settings.QuerySize + (2 * _settings.KeyValueSize),
            Output = _attended,
            OutputStride = _settings.QuerySize,
        };
        attention.Run();
    }

    private void Gate()
    {
        int size = _settings.FeedForwardSize;
        for (int i = 0; i < Count; i++)
        {
            float* gate = _gateAndUp + (2 * (nint)size * i);

            // What was gates of earlier columns is read already, so the products take their place.
            GateForward.Apply(gate, gate + size, _gateAndUp + ((nint)size * i), size);
        }
    }

    private void AddToStream()
    {
        Span<float> stream = new(_stream, Count * _settings.HiddenSize);
        TensorPrimitives.Add(stream, new ReadOnlySpan<float>(_sum, stream.Length), stream);
    }

    private void Reserve(int count)
    {
        if (count <= _capacity) return;
        nint hidden = _settings.HiddenSize, queries = _settings.QuerySize, keys = _settings.KeyValueSize, gates = _settings.FeedForwardSize;
        nint numbers = ((3 * hidden) + (2 * queries) + (2 * keys) + (2 * gates)) * count;
        _memory = new AlignedNumbers(checked((int)numbers), isCleared: false);
        _stream = _memory.Start;
        _normalised = _stream + (hidden * count);
        _sum = _normalised + (hidden * count);
        _queryKeyValue = _sum + (hidden * count);
        _attended = _queryKeyValue + ((queries + (2 * keys)) * count);
        _gateAndUp = _attended + (queries * count);
        _capacity = count;
    }
}
