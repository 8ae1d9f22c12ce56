using System.Collections.Frozen;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Everything that fixes a byte-level tokenizer, read from its file once.</summary>
internal sealed record ByteLevelModel
{
    /// <summary>Ids of tokens by their text in the file.</summary>
    public required FrozenDictionary<string, int> Ids { get; init; }

    /// <summary>Bytes of every id; empty where there is no token.</summary>
    public required byte[][] Pieces { get; init; }

    /// <summary>Id of every byte.</summary>
    public required int[] ByteIds { get; init; }

    /// <summary>The merges.</summary>
    public required MergeTable Merges { get; init; }

    /// <summary>Tokens by their bytes where a word that is one needs no merging (<c>ignore_merges</c>), else null.</summary>
    public required WholeWords? WholeWords { get; init; }

    /// <summary>Every added token.</summary>
    public required AddedTokens AddedTokens { get; init; }

    /// <summary>Added tokens that are not special: text that is never split.</summary>
    public required AddedTokens PlainTokens { get; init; }

    /// <summary>Ids of special tokens.</summary>
    public required FrozenSet<int> SpecialIds { get; init; }

    /// <summary>How words are found.</summary>
    public required WordPattern Pattern { get; init; }

    /// <summary>Whether the text is put into Form C first.</summary>
    public required bool Composes { get; init; }

    /// <summary>Whether a text that does not start with a space gets one.</summary>
    public required bool AddsPrefixSpace { get; init; }

    /// <summary>Ids put before a text.</summary>
    public required int[] Before { get; init; }

    /// <summary>Ids put after a text.</summary>
    public required int[] After { get; init; }
}
