using AlignmentToolkit.Decoding.Constraints;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Constraints;

public class TokenTrieTests
{
    [Fact]
    public void A_cursor_allows_what_a_list_of_sequences_allows()
    {
        RandomStream stream = RandomStream.From("trie");
        for (int r = 0; r < 50; r++)
        {
            int[][] sequences = [.. Enumerable.Range(0, 1 + stream.NextInt32(30)).Select(_ => RandomSequence(stream, 1))];
            TokenTrie trie = TokenTrie.Of(sequences);
            Assert.Equal(sequences.Select(Text).Distinct().Count(), trie.SequenceCount);
            IEnumerable<string> beginnings = sequences.SelectMany(
                sequence => Enumerable.Range(0, sequence.Length + 1).Select(length => Text(sequence[..length])));
            Assert.Equal(beginnings.Distinct().Count(), trie.NodeCount);
            for (int p = 0; p < 40; p++)
            {
                int[] beginning = RandomSequence(stream, 0);
                int[][] going = [.. sequences.Where(sequence => sequence.AsSpan().StartsWith(beginning))];
                Assert.Equal(going.Length > 0, trie.Start.TryAdvance(beginning, out TrieCursor cursor));
                if (going.Length == 0) continue;
                Assert.Equal(going.Any(sequence => sequence.Length == beginning.Length), cursor.IsComplete);
                IEnumerable<int> next = going
                    .Where(sequence => sequence.Length > beginning.Length).Select(sequence => sequence[beginning.Length]);
                Assert.Equal(next.Distinct().Order(), cursor.Continuations.ToArray());
            }
        }
    }

    [Fact]
    public void Sequences_that_make_no_tree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TokenTrie.Of([]));
        Assert.Throws<ArgumentException>(() => TokenTrie.Of([[1], []]));
        Assert.Contains("-2", Assert.Throws<ArgumentException>(() => TokenTrie.Of([[1, -2]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_kept_inside_the_tree()
    {
        TrieConstraint constraint = new(TokenTrie.Of([[1, 2], [1, 3, 4], [1, 2, 0]]), endTokens: [5]);
        Assert.Equal([1], Left(7));
        Assert.Equal([2, 3], Left(7, 1));
        Assert.Equal([0, 5], Left(7, 1, 2));
        Assert.Equal([4], Left(7, 1, 3));
        Assert.Equal([5], Left(7, 1, 3, 4));
        Assert.Equal([5], Left(7, 1, 2, 5));
        Assert.Empty(Left(7, 4));

        int[] Left(params int[] context) => Rows.Survivors(constraint.Through([1, 2, 3, 4, 5, 6, 7, 8], context, promptLength: 1));
    }

    private static int[] RandomSequence(RandomStream stream, int shortest) =>
        [.. Enumerable.Range(0, shortest + stream.NextInt32(4)).Select(_ => stream.NextInt32(4))];

    private static string Text(int[] tokens) => string.Join(' ', tokens);
}
