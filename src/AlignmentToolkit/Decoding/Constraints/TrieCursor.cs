namespace AlignmentToolkit.Decoding.Constraints;

/// <summary>A place in a <see cref="TokenTrie"/>: what has been said, and what may follow.</summary>
public readonly struct TrieCursor
{
    private readonly TokenTrie _trie;
    private readonly int _node;

    internal TrieCursor(TokenTrie trie, int node) => (_trie, _node) = (trie, node);

    /// <summary>Tokens that may follow, ascending; none at the end of the longest sequences.</summary>
    public ReadOnlySpan<int> Continuations => _trie.Continuations(_node);

    /// <summary>Whether an allowed sequence ends here.</summary>
    public bool IsComplete => _trie.IsComplete(_node);

    /// <summary>Goes on by one token, if it may follow.</summary>
    /// <param name="token">The token.</param>
    /// <param name="next">The place after it; this place if it may not follow.</param>
    public bool TryAdvance(int token, out TrieCursor next)
    {
        int child = _trie.Child(_node, token);
        next = child < 0 ? this : new TrieCursor(_trie, child);
        return child >= 0;
    }

    /// <summary>Goes on by several tokens, as long as each may follow.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="next">The place after them; where they left the tree if they did.</param>
    public bool TryAdvance(ReadOnlySpan<int> tokens, out TrieCursor next)
    {
        next = this;
        foreach (int token in tokens)
            if (!next.TryAdvance(token, out next)) return false;
        return true;
    }
}
