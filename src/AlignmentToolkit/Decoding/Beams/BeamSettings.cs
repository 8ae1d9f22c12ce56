using AlignmentToolkit.Decoding.Constraints;

namespace AlignmentToolkit.Decoding.Beams;

/// <summary>How to search.</summary>
public sealed record BeamSettings
{
    /// <summary>B: number of unfinished answers that are followed, and of finished ones that are remembered; at least 1.</summary>
    public int Width { get; init; } = 4;

    /// <summary>Most tokens of an answer, at least 1.</summary>
    public int MaximumTokens { get; init; } = 64;

    /// <summary>Tokens that end an answer; each counts as a token of it.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];

    /// <summary>α: an answer of n tokens scores log P / nᵅ. 0 compares log-probabilities; more favours longer answers.</summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>When to stop.</summary>
    public BeamStopping Stopping { get; init; } = BeamStopping.WhenUnlikelyToImprove;

    /// <summary>Processors that see log-probabilities in place of logits; null for none.</summary>
    public LogitsChain? Chain { get; init; }

    /// <summary>
    /// Allowed answers; null for all. Without <see cref="EndTokens"/> an answer ends where an allowed sequence does; with them it ends
    /// by one of them.
    /// </summary>
    public TokenTrie? Trie { get; init; }

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed.</exception>
    internal void Validate(int vocabularySize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumTokens, 1);
        Kernels.Demand.Finite(LengthPenalty);
        Kernels.Demand.Tokens([.. EndTokens], vocabularySize, nameof(EndTokens));
        if (Trie is not null) Kernels.Demand.Tokens([Trie.LargestToken], vocabularySize, nameof(Trie));
    }
}
