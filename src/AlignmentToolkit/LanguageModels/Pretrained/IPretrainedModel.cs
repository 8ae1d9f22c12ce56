using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Chat;
using AlignmentToolkit.LanguageModels.Tokenizers;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>A trained model on the disk: its shape, its tensors under HuggingFace's names, and what belongs to them.</summary>
public interface IPretrainedModel : IDisposable
{
    /// <summary>File or folder, for messages.</summary>
    string Location { get; }

    /// <summary>The shape; every tensor of it is there.</summary>
    TransformerSettings Settings { get; }

    /// <summary>The tensors, named as <see cref="TensorNames"/>; they close with the model.</summary>
    ITensorSource Tensors { get; }

    /// <summary>What the checkpoint proposes for generation.</summary>
    GenerationDefaults Generation { get; }

    /// <summary>The tokenizer that lies beside the tensors, read at the first call; null where there is none.</summary>
    /// <exception cref="InvalidDataException">
    /// Its file is broken or of an unknown kind, or it has ids that the model has no row for; the message names the file and both sizes.
    /// </exception>
    ITokenizer? Tokenizer { get; }

    /// <summary>How the model wants a conversation written, read at the first call; null where the checkpoint does not say.</summary>
    /// <exception cref="InvalidDataException">The template is of an unknown family.</exception>
    ChatTemplate? ChatTemplate { get; }
}
