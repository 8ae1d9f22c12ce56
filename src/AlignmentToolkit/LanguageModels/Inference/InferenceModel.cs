using System.Diagnostics.CodeAnalysis;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Decoding;
using AlignmentToolkit.LanguageModels.Layers;
using AlignmentToolkit.LanguageModels.Pretrained;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>A Llama or Qwen2 model for decoding: weights where they lie, keys and values of what was read in caches.</summary>
/// <remarks>
/// Weights of binary32 and bfloat16 are used in place from a mapped checkpoint, so opening costs nothing and a model takes the memory of
/// its file; sums are in single precision. A step reads every weight once for all rows together: it is bound by memory bandwidth, and a
/// second row costs about a fifth of the first. The same bits come out on any number of threads.
/// </remarks>
/// <example>
/// <code>
/// using InferenceModel model = new(HuggingFaceFolder.Open(folder));
/// using IDecodingState state = model.NewState(rows: 1);
/// float[] logits = new float[model.VocabularySize];
/// state.Append(0, prompt, logits);
/// </code>
/// </example>
public sealed class InferenceModel : INextTokenModel, IDisposable
{
    private readonly IDisposable _source;
    private bool _isDisposed;

    /// <summary>A model over a checkpoint, which it closes when it is disposed itself.</summary>
    /// <param name="settings">Shape.</param>
    /// <param name="tensors">Weights, named as by HuggingFace.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message names file, tensor and
    /// expectation.</exception>
    public InferenceModel(TransformerSettings settings, ITensorSource tensors)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tensors);
        settings.Validate();
        (Settings, _source, Rotary) = (settings, tensors, new RotaryEmbedding(settings));
        Weights = new ModelWeights(settings, tensors);
    }

    /// <summary>A model that was opened, which is closed when this is disposed.</summary>
    /// <param name="pretrained">Settings and weights, of a folder of HuggingFace or a file of llama2.c.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public InferenceModel(IPretrainedModel pretrained)
        : this(pretrained.Settings, pretrained.Tensors) => _source = pretrained;

    /// <summary>Shape.</summary>
    public TransformerSettings Settings { get; }

    /// <inheritdoc/>
    public int VocabularySize => Settings.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength => Settings.ContextLength;

    internal ModelWeights Weights { get; }

    internal RotaryEmbedding Rotary { get; }

    /// <summary>
    /// A model that reads the parameters of <paramref name="model"/> where they lie: it decodes with what has been learned so far.
    /// </summary>
    /// <param name="model">A model with the blocks it was made with; adapters put in their place are not seen. Parameters of norms and
    /// biases are copied when this is called, matrices are not.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The source holds nothing but the parameters of a model.")]
    public static InferenceModel Of(Transformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new InferenceModel(model.Settings, new ParameterTensors(model.Parameters));
    }

    /// <inheritdoc/>
    IDecodingState INextTokenModel.NewState(int rows) => NewState(rows);

    /// <summary>Empty contexts.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is less than 1.</exception>
    public InferenceState NewState(int rows) => new(this, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _source.Dispose();
    }

    /// <summary>Refuses to go on once the weights are no longer mapped.</summary>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
