namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Merges neighbouring tokens, the lowest rank first and the leftmost of equals, until no pair merges [Sennrich 2016].</summary>
internal static class TokenMerger
{
    // Below this length, looking through all pairs beats a heap.
    private const int LongWord = 48;

    /// <summary>Merges in place.</summary>
    /// <param name="table">The pairs.</param>
    /// <param name="tokens">The tokens; afterwards the result stands in front.</param>
    /// <returns>How many tokens are left.</returns>
    public static int Merge(MergeTable table, Span<int> tokens) =>
        tokens.Length <= LongWord ? MergeShort(table, tokens) : MergeLong(table, tokens);

    private static int MergeShort(MergeTable table, Span<int> tokens)
    {
        int count = tokens.Length;
        Span<int> ranks = stackalloc int[LongWord], merged = stackalloc int[LongWord];
        for (int i = 0; i + 1 < count; i++) ranks[i] = table.Rank(tokens[i], tokens[i + 1], out merged[i]);
        while (count > 1)
        {
            int best = ranks[..(count - 1)].IndexOfMinimum();
            if (ranks[best] == MergeTable.NoMerge) break;
            tokens[best] = merged[best];
            int tail = count - best - 2;
            tokens.Slice(best + 2, tail).CopyTo(tokens[(best + 1)..]);
            if (tail > 0)
            {
                ranks.Slice(best + 2, tail - 1).CopyTo(ranks[(best + 1)..]);
                merged.Slice(best + 2, tail - 1).CopyTo(merged[(best + 1)..]);
                ranks[best] = table.Rank(tokens[best], tokens[best + 1], out merged[best]);
            }

            if (best > 0) ranks[best - 1] = table.Rank(tokens[best - 1], tokens[best], out merged[best - 1]);
            count--;
        }

        return count;
    }

    private static int IndexOfMinimum(this Span<int> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] < values[best]) best = i;
        }

        return best;
    }

    // A linked list of what is left and a heap of pairs; a pair whose tokens have merged meanwhile is recognised when it is taken out.
    private static int MergeLong(MergeTable table, Span<int> tokens)
    {
        int[] next = new int[tokens.Length], previous = new int[tokens.Length];
        PriorityQueue<(int Left, int Right, int LeftToken, int RightToken, int Merged), (int Rank, int Place)> pairs = new();
        for (int i = 0; i < tokens.Length; i++)
        {
            next[i] = i + 1 < tokens.Length ? i + 1 : -1;
            previous[i] = i - 1;
            if (i > 0) Push(table, tokens, pairs, i - 1, i);
        }

        while (pairs.TryDequeue(out (int Left, int Right, int LeftToken, int RightToken, int Merged) pair, out _))
        {
            (int left, int right) = (pair.Left, pair.Right);
            if (next[left] != right || tokens[left] != pair.LeftToken || tokens[right] != pair.RightToken) continue;
            tokens[left] = pair.Merged;
            next[left] = next[right];
            next[right] = -1;
            tokens[right] = -1;
            if (next[left] >= 0)
            {
                previous[next[left]] = left;
                Push(table, tokens, pairs, left, next[left]);
            }

            if (previous[left] >= 0) Push(table, tokens, pairs, previous[left], left);
        }

        int count = 0;
        for (int i = 0; i >= 0; i = next[i]) tokens[count++] = tokens[i];
        return count;
    }

    private static void Push(
        MergeTable table,
        ReadOnlySpan<int> tokens,
        PriorityQueue<(int Left, int Right, int LeftToken, int RightToken, int Merged), (int Rank, int Place)> pairs,
        int left,
        int right)
    {
        int rank = table.Rank(tokens[left], tokens[right], out int merged);
        if (rank != MergeTable.NoMerge) pairs.Enqueue((left, right, tokens[left], tokens[right], merged), (rank, left));
    }
}
