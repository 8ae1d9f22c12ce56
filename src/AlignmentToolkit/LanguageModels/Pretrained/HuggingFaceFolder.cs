using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Chat;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>A folder as HuggingFace lays it out, with a Llama or Qwen2 model.</summary>
public sealed class HuggingFaceFolder : IPretrainedModel
{
    /// <summary>Name of the file with the settings.</summary>
    public const string SettingsName = "config.json";

    private readonly Lazy<ITokenizer?> _tokenizer;
    private readonly Lazy<ChatTemplate?> _chatTemplate;

    private HuggingFaceFolder(string path, ITensorSource tensors)
    {
        Location = path;
        Tensors = tensors;
        string settings = Path.Combine(path, SettingsName);
        if (!File.Exists(settings))
            throw CheckpointErrors.Refuse(CheckpointError.InvalidSettings, path, $"the folder has no {SettingsName}");
        Settings = HuggingFaceSettings.Read(settings, tensors.TryGetEntry(TensorNames.Head, out _));
        TensorFit.Require(tensors, Settings);
        Generation = GenerationDefaults.Read(path);
        _tokenizer = new Lazy<ITokenizer?>(() => TokenizerFiles.ForFolder(path, Settings));
        _chatTemplate = new Lazy<ChatTemplate?>(() => ChatTemplateFile.Read(path));
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public TransformerSettings Settings { get; }

    /// <inheritdoc/>
    public ITensorSource Tensors { get; }

    /// <inheritdoc/>
    public GenerationDefaults Generation { get; }

    /// <inheritdoc/>
    public ITokenizer? Tokenizer => _tokenizer.Value;

    /// <inheritdoc/>
    public ChatTemplate? ChatTemplate => _chatTemplate.Value;

    /// <summary>Opens a folder; the numbers stay where they are until they are read.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidDataException">
    /// A file is missing or is not what it should be, the architecture is unknown, or settings and tensors do not fit; the message names
    /// file, tensor and expectation.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static HuggingFaceFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"There is no folder {path}.");
        ITensorSource tensors = Checkpoint.Open(path);
        try
        {
            return new HuggingFaceFolder(path, tensors);
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    /// <summary>Writes <c>config.json</c> and the tensors as HuggingFace lays them out; its own programs read the folder.</summary>
    /// <param name="folder">The folder; it is made where it does not exist.</param>
    /// <param name="settings">The shape.</param>
    /// <param name="tensors">All tensors of it, named as <see cref="TensorNames"/>.</param>
    /// <param name="largestShard">Bytes of tensors in one file; more makes shards and an index.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="cancellation">Stops between two tensors.</param>
    /// <exception cref="ArgumentException">The settings do not fit together.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(
        string folder,
        TransformerSettings settings,
        SafeTensorsWriter tensors,
        long largestShard = long.MaxValue,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        ShardedCheckpointWriter.Save(tensors, folder, largestShard, progress, cancellation);
        HuggingFaceSettings.Write(settings, Path.Combine(folder, SettingsName));
    }

    /// <inheritdoc/>
    public void Dispose() => Tensors.Dispose();
}
