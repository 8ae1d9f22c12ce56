namespace AlignmentToolkit.LanguageModels;

/// <summary>How tokens of several sequences lie in the columns of one matrix: end to end, without padding.</summary>
/// <remarks>
/// Packing is that and nothing else: a token attends to earlier tokens of its own sequence only, and its position counts from the start of
/// it. Reused from batch to batch, it allocates nothing once it has seen the largest.
/// </remarks>
public sealed class SequenceLayout
{
    private int[] _starts = new int[9];
    private int[] _positions = new int[256];

    /// <summary>Number of sequences.</summary>
    public int Count { get; private set; }

    /// <summary>Number of tokens, N: columns of the matrices.</summary>
    public int TokenCount => _starts[Count];

    /// <summary>First column of each sequence, and N behind the last.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count + 1);

    /// <summary>Position of each token, which the rotary embedding reads: 0, 1, 2, … in every sequence unless set otherwise.</summary>
    public Span<int> Positions => _positions.AsSpan(0, TokenCount);

    /// <summary>Number of tokens in the longest sequence.</summary>
    public int LongestLength { get; private set; }

    /// <summary>Forgets all sequences.</summary>
    public void Clear() => (Count, LongestLength) = (0, 0);

    /// <summary>Adds a sequence behind those that are there.</summary>
    /// <param name="length">Number of its tokens, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1.</exception>
    public void Add(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (Count + 2 > _starts.Length) Array.Resize(ref _starts, 2 * _starts.Length);
        int start = TokenCount, end = checked(start + length);
        if (end > _positions.Length) Array.Resize(ref _positions, Math.Max(end, 2 * _positions.Length));
        _starts[++Count] = end;
        for (int i = 0; i < length; i++) _positions[start + i] = i;
        LongestLength = Math.Max(LongestLength, length);
    }

    /// <summary>Columns of one sequence.</summary>
    /// <param name="sequence">0 … <see cref="Count"/> − 1.</param>
    public Range this[int sequence] => _starts[sequence].._starts[sequence + 1];
}
