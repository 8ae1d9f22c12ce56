namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>Truncation of a row of logits by sorting all of it, into arrays that are kept.</summary>
internal sealed class SortedTruncation(int vocabularySize)
{
    private readonly float[] _sorted = new float[vocabularySize];
    private readonly int[] _order = new int[vocabularySize];
    private readonly double[] _weights = new double[vocabularySize];

    /// <summary>Keeps the k likeliest.</summary>
    public void TopK(Span<float> row, int count)
    {
        Sort(row);
        for (int i = 0; i < row.Length - count; i++) row[_order[i]] = float.NegativeInfinity;
    }

    /// <summary>Keeps the nucleus.</summary>
    public void TopP(Span<float> row, double mass)
    {
        int kept = NucleusCount(row, mass);
        for (int i = 0; i < row.Length - kept; i++) row[_order[i]] = float.NegativeInfinity;
    }

    /// <summary>Number of tokens in the nucleus.</summary>
    public int NucleusCount(ReadOnlySpan<float> row, double mass)
    {
        Sort(row);
        double total = 0;
        for (int i = 0; i < row.Length; i++) total += _weights[i] = Math.Exp(_sorted[i] - _sorted[^1]);
        int count = 0;
        for (double sum = 0; sum < mass * total; count++) sum += _weights[row.Length - 1 - count];
        return count;
    }

    private void Sort(ReadOnlySpan<float> row)
    {
        row.CopyTo(_sorted);
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        Array.Sort(_sorted, _order);
    }
}
