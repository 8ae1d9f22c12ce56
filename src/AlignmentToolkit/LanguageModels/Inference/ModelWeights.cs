using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>All weights of a model, found by their names and checked against its settings.</summary>
/// <remarks>
/// Matrices of binary32 and bfloat16 stay where the source has them; other types, and all vectors, are copied as binary32.
/// </remarks>
internal sealed unsafe class ModelWeights
{
    private readonly ITensorSource _source;

    // What was copied must not move or go while addresses of it are in use.
    private readonly List<AlignedNumbers> _copies = [];

    public ModelWeights(TransformerSettings settings, ITensorSource source)
    {
        _source = source;
        int hidden = settings.HiddenSize, queries = settings.QuerySize, keys = settings.KeyValueSize, gates = settings.FeedForwardSize;
        Embedding = Matrix("model.embed_tokens.weight", settings.VocabularySize, hidden);
        for (int layer = 0; layer < settings.LayerCount; layer++)
        {
            string prefix = $"model.layers.{layer}.", attention = prefix + "self_attn.";
            Layers.Add(new LayerWeights(
                Norm(prefix + "input_layernorm.weight", hidden),
                new WeightStack(
                    [
                        Matrix(attention + "q_proj.weight", queries, hidden),
                        Matrix(attention + "k_proj.weight", keys, hidden),
                        Matrix(attention + "v_proj.weight", keys, hidden),
                    ],
                    settings.HasQueryKeyValueBias
                        ?
                        [
                            .. Vector(attention + "q_proj.bias", queries),
                            .. Vector(attention + "k_proj.bias", keys),
                            .. Vector(attention + "v_proj.bias", keys),
                        ]
                        : null),
                new WeightStack([Matrix(attention + "o_proj.weight", hidden, queries)]),
                Norm(prefix + "post_attention_layernorm.weight", hidden),
                new WeightStack(
                    [Matrix(prefix + "mlp.gate_proj.weight", gates, hidden), Matrix(prefix + "mlp.up_proj.weight", gates, hidden)]),
                new WeightStack([Matrix(prefix + "mlp.down_proj.weight", hidden, gates)])));
        }

        FinalNorm = Norm("model.norm.weight", hidden);
        Head = new WeightStack([settings.HasTiedHead ? Embedding : Matrix("lm_head.weight", settings.VocabularySize, hidden)]);
    }

    public WeightMatrix Embedding { get; }

    public List<LayerWeights> Layers { get; } = [];

    public WeightMatrix FinalNorm { get; }

    public WeightStack Head { get; }

    private WeightMatrix Norm(string name, int size)
    {
        Check(name, size);
        return new WeightMatrix(Copy(name, size), false, 1, size);
    }

    private float[] Vector(string name, int size)
    {
        Check(name, size);
        float[] values = new float[size];
        _source.ReadSingle(name, 0, values);
        return values;
    }

    private WeightMatrix Matrix(string name, int rows, int columns)
    {
        TensorEntry entry = Check(name, rows, columns);
        if (entry.ElementType is TensorElementType.Float32 or TensorElementType.BFloat16 && BitConverter.IsLittleEndian)
            return new WeightMatrix(_source.Map(name).Address, entry.ElementType == TensorElementType.BFloat16, rows, columns);
        if ((long)rows * columns > Array.MaxLength)
            throw new NotSupportedException($"{_source.Location}: {entry} is too large to be converted to binary32.");
        return new WeightMatrix(Copy(name, rows * columns), false, rows, columns);
    }

    private TensorEntry Check(string name, params ReadOnlySpan<long> shape)
    {
        TensorEntry entry = _source.Entry(name);
        TensorShape expected = new(shape);
        if (entry.Shape != expected)
            throw new InvalidDataException($"{_source.Location}: {name} is {entry.Shape}; the settings of the model ask for {expected}.");
        return entry;
    }

    private nint Copy(string name, int count)
    {
        AlignedNumbers copy = new(count, isCleared: false);
        _source.ReadSingle(name, 0, copy.Span);
        _copies.Add(copy);
        return (nint)copy.Start;
    }
}
