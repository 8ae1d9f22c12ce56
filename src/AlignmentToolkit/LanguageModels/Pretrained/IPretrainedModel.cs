using AlignmentToolkit.Checkpoints;

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
}
