namespace AlignmentToolkit.Checkpoints;

/// <summary>Why a checkpoint was refused. The first ten carry the names of the reference implementation of safetensors.</summary>
public enum CheckpointError
{
    /// <summary>The file is shorter than the eight bytes of the header's length.</summary>
    HeaderTooSmall,

    /// <summary>The header claims more than 100,000,000 bytes.</summary>
    HeaderTooLarge,

    /// <summary>The header claims more bytes than the file has.</summary>
    InvalidHeaderLength,

    /// <summary>The header is not UTF-8.</summary>
    InvalidHeader,

    /// <summary>The header is not JSON of the right form.</summary>
    InvalidHeaderDeserialization,

    /// <summary>A tensor does not start where the one before ends, or ends before it starts.</summary>
    InvalidOffset,

    /// <summary>A tensor's number of elements or of bits does not fit 64 bits.</summary>
    ValidationOverflow,

    /// <summary>A tensor of a type below eight bits does not fill whole bytes.</summary>
    MisalignedSlice,

    /// <summary>A tensor's shape and type need another number of bytes than its offsets give.</summary>
    TensorInvalidInfo,

    /// <summary>The tensors end before or after the file does.</summary>
    MetadataIncompleteBuffer,

    /// <summary>A folder has a single file and an index of shards that disagree.</summary>
    AmbiguousCheckpoint,

    /// <summary>Only Python pickles are there; they can run code when read.</summary>
    UnsafeFormat,

    /// <summary>There is no checkpoint of a known kind.</summary>
    NoCheckpoint,

    /// <summary>The index names a shard that would lie outside its folder.</summary>
    PathEscape,

    /// <summary>The index is not JSON of the right form.</summary>
    InvalidIndex,

    /// <summary>A shard that the index names is missing.</summary>
    MissingShard,

    /// <summary>The index and its shards hold different tensors.</summary>
    IndexMismatch,

    /// <summary>A tensor that the settings ask for is missing.</summary>
    MissingTensor,

    /// <summary>A tensor that the settings have no place for.</summary>
    UnexpectedTensor,

    /// <summary>A tensor has another shape or type than the settings ask for.</summary>
    TensorMismatch,

    /// <summary>The settings file is not what it should be.</summary>
    InvalidSettings,

    /// <summary>The settings name an architecture or variant that the toolkit does not run.</summary>
    UnknownArchitecture,

    /// <summary>Weights are stored as codes of a quantiser.</summary>
    QuantisedCheckpoint,

    /// <summary>A llama2.c file is truncated, has bytes left over, or has sizes out of range.</summary>
    InvalidLlama2File,

    /// <summary>A tokenizer's file is not what it should be.</summary>
    InvalidTokenizer,

    /// <summary>A tokenizer of a kind that the toolkit does not know.</summary>
    UnknownTokenizer,

    /// <summary>The tokenizer has ids that the model has no row for.</summary>
    TokenizerMismatch,

    /// <summary>A chat template that the toolkit does not know.</summary>
    UnknownChatTemplate,
}
