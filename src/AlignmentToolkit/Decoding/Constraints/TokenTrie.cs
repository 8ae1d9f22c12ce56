namespace AlignmentToolkit.Decoding.Constraints;

/// <summary>A set of allowed token sequences, as a tree in which sequences share their beginnings.</summary>
/// <remarks>
/// Nodes are numbered level by level, so the children of a node follow each other and the tree is two arrays: the edge that leads to node
/// e + 1 is edge e. A million sequences of a few tokens take some megabytes.
/// </remarks>
/// <example>
/// <code>
/// TokenTrie trie = TokenTrie.Of([[5, 7, 1], [5, 8, 1], [6, 7, 2]]);
/// TrieCursor cursor = trie.Start;
/// cursor.TryAdvance(5, out cursor);    // true; cursor.Continuations is 7, 8
/// </code>
/// </example>
public sealed class TokenTrie
{
    // Token of each edge, and the first edge of each node (one more for the end of the last).
    private readonly int[] _tokens;
    private readonly int[] _firstEdges;
    private readonly bool[] _isComplete;

    private TokenTrie(int[] tokens, int[] firstEdges, bool[] isComplete)
    {
        (_tokens, _firstEdges, _isComplete) = (tokens, firstEdges, isComplete);
        SequenceCount = isComplete.Count(complete => complete);
        LargestToken = tokens.Max();
    }

    /// <summary>Number of different sequences.</summary>
    public int SequenceCount { get; }

    /// <summary>Number of nodes: different beginnings of sequences, the empty one included.</summary>
    public int NodeCount => _isComplete.Length;

    /// <summary>The largest token id in any sequence.</summary>
    public int LargestToken { get; }

    /// <summary>The place before the first token.</summary>
    public TrieCursor Start => new(this, 0);

    /// <summary>The tree of some sequences.</summary>
    /// <param name="sequences">At least one, each of at least one token; the same one may occur again.</param>
    /// <exception cref="ArgumentException">There is no sequence, one is empty, or a token is negative.</exception>
    public static TokenTrie Of(IEnumerable<IReadOnlyList<int>> sequences)
    {
        int[][] sorted = [.. sequences.Select(Checked)];
        if (sorted.Length == 0) throw new ArgumentException("There are no sequences.", nameof(sequences));
        Array.Sort(sorted, (a, b) => a.AsSpan().SequenceCompareTo(b));
        List<int> tokens = [];
        List<int> firstEdges = [];
        List<bool> isComplete = [];
        Queue<(int First, int End, int Depth)> waiting = new([(0, sorted.Length, 0)]);
        while (waiting.TryDequeue(out (int First, int End, int Depth) node))
        {
            // The sequence that ends at a node is sorted before those that go on.
            int next = node.First;
            while (next < node.End && sorted[next].Length == node.Depth) next++;
            firstEdges.Add(tokens.Count);
            isComplete.Add(next > node.First);
            while (next < node.End)
            {
                int token = sorted[next][node.Depth];
                int first = next;
                while (next < node.End && sorted[next][node.Depth] == token) next++;
                tokens.Add(token);
                waiting.Enqueue((first, next, node.Depth + 1));
            }
        }

        firstEdges.Add(tokens.Count);
        return new TokenTrie([.. tokens], [.. firstEdges], [.. isComplete]);
    }

    /// <summary>Tokens that lead on from a node, ascending.</summary>
    internal ReadOnlySpan<int> Continuations(int node) => _tokens.AsSpan(_firstEdges[node].._firstEdges[node + 1]);

    /// <summary>Whether a sequence ends at a node.</summary>
    internal bool IsComplete(int node) => _isComplete[node];

    /// <summary>The node a token leads to; −1 if it leads nowhere.</summary>
    internal int Child(int node, int token)
    {
        int place = Continuations(node).BinarySearch(token);
        return place < 0 ? -1 : _firstEdges[node] + place + 1;
    }

    private static int[] Checked(IReadOnlyList<int> sequence)
    {
        int[] tokens = [.. sequence];
        if (tokens.Length == 0) throw new ArgumentException("A sequence is empty; it needs at least one token.", nameof(sequence));
        int least = tokens.Min();
        if (least < 0) throw new ArgumentException($"A sequence holds token {least}; tokens are at least 0.", nameof(sequence));
        return tokens;
    }
}
