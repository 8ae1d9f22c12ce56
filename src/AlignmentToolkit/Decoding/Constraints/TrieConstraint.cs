using System.Buffers;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Constraints;

/// <summary>Leaves only tokens with which an answer becomes, or stays the beginning of, an allowed sequence.</summary>
/// <remarks>
/// Where an allowed sequence is complete, end tokens are allowed too, and after one only end tokens. An answer that has left the tree has
/// no token left.
/// </remarks>
public sealed class TrieConstraint : ILogitsProcessor
{
    private readonly TokenTrie _trie;
    private readonly int[] _endTokens;

    /// <summary>Restricts answers to the sequences of a trie.</summary>
    /// <param name="trie">The allowed sequences.</param>
    /// <param name="endTokens">Tokens that may follow a complete sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end token is negative.</exception>
    public TrieConstraint(TokenTrie trie, IEnumerable<int> endTokens)
    {
        ArgumentNullException.ThrowIfNull(trie);
        _trie = trie;
        _endTokens = [.. endTokens];
        Demand.Tokens(_endTokens, int.MaxValue, nameof(endTokens));
    }

    /// <inheritdoc/>
    public string Name => $"one of {_trie.SequenceCount} sequences";

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        Demand.Tokens([_trie.LargestToken], logits.Length, "trie");
        Demand.Tokens(_endTokens, logits.Length, "endTokens");
        ReadOnlySpan<int> answer = context[Math.Min(step.PromptLength, context.Length)..];
        int ended = answer.IndexOfAny(_endTokens);
        bool isInside = _trie.Start.TryAdvance(ended < 0 ? answer : answer[..ended], out TrieCursor cursor);
        KeepOnly(
            logits,
            isInside && ended < 0 ? cursor.Continuations : [],
            isInside && cursor.IsComplete ? _endTokens : []);
    }

    private static void KeepOnly(Span<float> logits, ReadOnlySpan<int> tokens, ReadOnlySpan<int> others)
    {
        float[] kept = ArrayPool<float>.Shared.Rent(tokens.Length + others.Length);
        for (int i = 0; i < tokens.Length; i++) kept[i] = logits[tokens[i]];
        for (int i = 0; i < others.Length; i++) kept[tokens.Length + i] = logits[others[i]];
        logits.Fill(float.NegativeInfinity);
        for (int i = 0; i < tokens.Length; i++) logits[tokens[i]] = kept[i];
        for (int i = 0; i < others.Length; i++) logits[others[i]] = kept[tokens.Length + i];
        ArrayPool<float>.Shared.Return(kept);
    }
}
