using System.Globalization;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Tokenizers;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>Finds the tokenizer that belongs to a model, and refuses one with ids that the model has no row for.</summary>
internal static class TokenizerFiles
{
    /// <summary><c>tokenizer.json</c> of a HuggingFace folder; it may have fewer ids than the model, whose last rows then are
    /// padding.</summary>
    public static ByteLevelTokenizer? ForFolder(string folder, TransformerSettings settings)
    {
        string path = Path.Combine(folder, "tokenizer.json");
        if (!File.Exists(path)) return null;
        ByteLevelTokenizer tokenizer = ByteLevelTokenizer.Open(path);
        if (tokenizer.VocabularySize > settings.VocabularySize) throw Mismatch(path, tokenizer, settings, "at most");
        return tokenizer;
    }

    /// <summary><c>tok*.bin</c> beside a llama2.c file; it has as many ids as the model.</summary>
    public static Llama2Tokenizer? ForLlama2(string model, TransformerSettings settings)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        string exact = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"tok{settings.VocabularySize}.bin"));
        string[] candidates = File.Exists(exact)
            ? [exact]
            : [.. Directory.GetFiles(folder, "*.bin").Where(PretrainedModel.IsTokenizer).Order(StringComparer.Ordinal)];
        if (candidates.Length == 0) return null;
        if (candidates.Length > 1)
            throw CheckpointErrors.Refuse(
                CheckpointError.TokenizerMismatch, folder, $"of {candidates.Length} files tok*.bin none is {Path.GetFileName(exact)}");
        Llama2Tokenizer tokenizer = Llama2Tokenizer.Open(candidates[0]);
        if (tokenizer.VocabularySize != settings.VocabularySize) throw Mismatch(candidates[0], tokenizer, settings, "exactly");
        return tokenizer;
    }

    private static InvalidDataException Mismatch(string path, ITokenizer tokenizer, TransformerSettings settings, string how) =>
        CheckpointErrors.Refuse(
            CheckpointError.TokenizerMismatch,
            path,
            $"the tokenizer has {tokenizer.VocabularySize} ids, where the model has {settings.VocabularySize} rows "
            + $"and allows {how} as many");
}
