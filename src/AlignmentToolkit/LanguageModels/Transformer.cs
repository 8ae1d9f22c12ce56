using AlignmentToolkit.LanguageModels.Layers;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels;

/// <summary>A decoder-only transformer of the Llama family that can be trained: embedding, blocks, norm, head [Touvron 2023].</summary>
/// <remarks>
/// Parameters are named, shaped and laid out as in HuggingFace checkpoints. A forward pass keeps what its backward pass needs; the memory
/// for that grows to the largest batch seen. For decoding token by token see <see cref="Inference.InferenceModel"/>, which can read
/// the same memory.
/// </remarks>
/// <example>
/// <code>
/// Transformer model = new(settings);
/// model.Initialise(RandomStream.From("grammar/seed-0").Child("weights"));
/// SequenceBatch batch = new();
/// batch.AddText([1, 7, 4, 2]);
/// MatrixSpan&lt;float&gt; logits = model.Forward(batch);       // V × 3
/// </code>
/// </example>
public sealed class Transformer : ISequenceModel
{
    private readonly TokenEmbedding _embedding;
    private readonly List<ITokenBlock> _blocks = [];
    private readonly RootMeanSquareNorm _norm;
    private readonly List<TokenBuffer> _streams = [];
    private readonly TokenBuffer _normalised, _logits, _gradient, _normalisedGradient;

    /// <summary>
    /// A model whose parameters are still all zero: <see cref="Initialise"/> it or read a checkpoint into <see cref="Parameters"/>.
    /// </summary>
    /// <param name="settings">Shape.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public Transformer(TransformerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        Settings = settings;
        _embedding = new TokenEmbedding(Parameters, settings.VocabularySize, settings.HiddenSize);
        RotaryEmbedding rotary = new(settings);
        for (int layer = 0; layer < settings.LayerCount; layer++)
        {
            _blocks.Add(new AttentionBlock(Parameters, settings, layer, rotary));
            _blocks.Add(new FeedForwardBlock(Parameters, settings, layer));
        }

        _norm = new RootMeanSquareNorm(Parameters, "model.norm", settings.HiddenSize, settings.NormEpsilon);
        Head = settings.HasTiedHead
            ? new LinearMap(Parameters, _embedding.Weight)
            : new LinearMap(Parameters, settings.HiddenSize, [("lm_head", settings.VocabularySize)]);
        for (int i = 0; i <= _blocks.Count; i++) _streams.Add(new TokenBuffer(settings.HiddenSize));
        (_normalised, _logits) = (new TokenBuffer(settings.HiddenSize), new TokenBuffer(settings.VocabularySize));
        (_gradient, _normalisedGradient) = (new TokenBuffer(settings.HiddenSize), new TokenBuffer(settings.HiddenSize));
    }

    /// <summary>Shape.</summary>
    public TransformerSettings Settings { get; }

    /// <inheritdoc/>
    public ParameterSet Parameters { get; } = new();

    /// <inheritdoc/>
    public int VocabularySize => Settings.VocabularySize;

    /// <summary>Attention and feed-forward blocks, alternating: <see cref="AttentionBlock"/>, <see cref="FeedForwardBlock"/>.</summary>
    public IReadOnlyList<ITokenBlock> Blocks => _blocks;

    /// <summary>From the last norm to logits; an adapter may be put in its place.</summary>
    public ITokenMap Head { get; set; }

    /// <summary>
    /// Draws all weights from N(0, σ²); those that write to the residual stream are smaller by √(2 · layers) [Radford 2019].
    /// </summary>
    /// <remarks>Gains of norms become 1, biases 0. Every tensor has a stream of its own, named after it.</remarks>
    /// <param name="stream">Where the numbers come from.</param>
    /// <param name="standardDeviation">σ, finite and not negative.</param>
    public void Initialise(RandomStream stream, float standardDeviation = 0.02f)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Networks.Require.FiniteAndNotNegative(standardDeviation);
        float residual = standardDeviation / MathF.Sqrt(2 * Settings.LayerCount);
        foreach (Parameter parameter in Parameters)
        {
            bool writesResidual = parameter.Name.EndsWith("o_proj.weight", StringComparison.Ordinal)
                || parameter.Name.EndsWith("down_proj.weight", StringComparison.Ordinal);
            float deviation = writesResidual ? residual : standardDeviation;
            if (parameter.IsDecayed) stream.Child(parameter.Name).FillNormal(parameter.Values, 0, deviation);
            else parameter.Values.Fill(parameter.Name.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The batch is empty or a sequence is longer than the context.</exception>
    public MatrixSpan<float> Forward(SequenceBatch batch)
    {
        SequenceLayout layout = batch.Layout;
        int tokens = layout.TokenCount;
        if (tokens == 0) throw new ArgumentException("The batch has no tokens.", nameof(batch));
        if (layout.LongestLength > Settings.ContextLength)
            throw new ArgumentException(
                $"A sequence of {layout.LongestLength} tokens is longer than the context of {Settings.ContextLength}.", nameof(batch));
        _embedding.Forward(batch.Tokens, _streams[0].Resize(tokens));
        for (int i = 0; i < _blocks.Count; i++) _blocks[i].Forward(layout, _streams[i].Matrix, _streams[i + 1].Resize(tokens));
        _norm.Forward(_streams[^1].Matrix, _normalised.Resize(tokens));
        MatrixSpan<float> logits = _logits.Resize(tokens);
        Head.Forward(_normalised.Matrix, logits);
        return logits;
    }

    /// <inheritdoc/>
    public void Backward(SequenceBatch batch, ReadOnlyMatrixSpan<float> logitGradient)
    {
        int tokens = batch.Layout.TokenCount;
        MatrixSpan<float> gradient = _gradient.Resize(tokens), normalisedGradient = _normalisedGradient.Resize(tokens);
        Head.Backward(_normalised.Matrix, logitGradient, normalisedGradient);
        gradient.Values[..(gradient.Rows * tokens)].Clear();
        _norm.Backward(_streams[^1].Matrix, normalisedGradient, gradient);
        for (int i = _blocks.Count - 1; i >= 0; i--) _blocks[i].Backward(batch.Layout, _streams[i].Matrix, gradient);
        _embedding.Backward(batch.Tokens, gradient);
    }
}
