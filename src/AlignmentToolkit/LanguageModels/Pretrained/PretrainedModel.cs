using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>Opens a trained model, whichever of the known forms it has.</summary>
public static class PretrainedModel
{
    /// <summary>Opens a HuggingFace folder, a llama2.c file, or a folder with one llama2.c file.</summary>
    /// <param name="path">A folder with <c>config.json</c>; or a <c>.bin</c> file; or a folder with one besides its
    /// <c>tok*.bin</c>.</param>
    /// <exception cref="InvalidDataException">It is not such a model; the message names file, tensor and expectation.</exception>
    /// <exception cref="IOException">There is nothing of this name, or it cannot be read.</exception>
    public static IPretrainedModel Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) return OpenFile(path);
        if (!Directory.Exists(path)) throw new FileNotFoundException($"There is no file or folder {path}.", path);
        if (File.Exists(Path.Combine(path, HuggingFaceFolder.SettingsName))) return HuggingFaceFolder.Open(path);
        string[] candidates = [.. Directory.GetFiles(path, "*.bin").Where(file => !IsTokenizer(file)).Order(StringComparer.Ordinal)];
        return candidates.Length switch
        {
            1 => Llama2Checkpoint.Open(candidates[0]),
            0 => throw CheckpointErrors.Refuse(
                CheckpointError.NoCheckpoint, path, $"the folder has neither {HuggingFaceFolder.SettingsName} nor a llama2.c .bin file"),
            _ => throw CheckpointErrors.Refuse(
                CheckpointError.AmbiguousCheckpoint, path,
                $"there are {candidates.Length} .bin files, {Path.GetFileName(candidates[0])} and others: name the one you mean"),
        };
    }

    internal static bool IsTokenizer(string file) =>
        Path.GetFileName(file).StartsWith("tok", StringComparison.OrdinalIgnoreCase);

    private static Llama2Checkpoint OpenFile(string path) => path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)
        ? Llama2Checkpoint.Open(path)
        : throw CheckpointErrors.Refuse(
            CheckpointError.NoCheckpoint, path, "a model is a HuggingFace folder or a llama2.c .bin file; this file is neither");
}
