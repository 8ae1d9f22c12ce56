namespace AlignmentToolkit.Tests.Decoding;

/// <summary>Truncation the way it is written in textbooks: probabilities in double precision, one full sort, running sums.</summary>
internal sealed class SortedReference
{
    private readonly float[] _row;
    private readonly double[] _probabilities;
    private readonly int[] _order;

    public SortedReference(float[] row)
    {
        _row = row;
        double largest = row.Max();
        double[] weights = Array.ConvertAll(row, logit => Math.Exp(logit - largest));
        double mass = weights.Sum();
        _probabilities = Array.ConvertAll(weights, weight => weight / mass);
        _order = [.. Enumerable.Range(0, row.Length).OrderByDescending(token => row[token])];
    }

    public double Entropy => -_probabilities.Where(p => p > 0).Sum(p => p * Math.Log(p));

    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>S: how many of the likeliest tokens it takes.</summary>
    public int NucleusCount(double mass)
    {
        double sum = 0;
        for (int i = 0; i < _order.Length; i++)
        {
            sum += _probabilities[_order[i]];
            if (sum >= mass) return i + 1;
        }

        return _row.Count(float.IsFinite);
    }

    public int[] TopP(double mass) => Sorted(_order.Take(NucleusCount(mass)));

    public int[] TopK(int count)
    {
        float least = _row[_order[Math.Min(count, _order.Length) - 1]];
        return Where(token => _row[token] >= least);
    }

    public int[] TopKWithoutTies(int count) => Sorted(_order.Take(count));

    public int[] MinP(double fraction)
    {
        double least = fraction * _probabilities.Max();
        return Where(token => _probabilities[token] >= least);
    }

    public int[] AtLeast(double probability) =>
        Where(token => _probabilities[token] >= probability || _row[token] == _row[_order[0]]);

    public int[] Typical(double mass, int minimum = 1)
    {
        double entropy = Entropy;
        double[] scores = Array.ConvertAll(_probabilities, p => Math.Abs(-Math.Log(p) - entropy));
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(token => scores[token])];
        double sum = 0;
        int last = 0;
        foreach (int token in order)
        {
            sum += _probabilities[token];
            if (sum < mass) last++;
        }

        last = Math.Max(last, minimum - 1);

        // The prefix sum at `last` is the first that isn't less than the mass. Equal logits tie, whatever rounding does to their scores.
        float logit = _row[order[Math.Min(last, order.Length - 1)]];
        double limit = scores[order[Math.Min(last, order.Length - 1)]];
        return Where(token => scores[token] <= limit || _row[token] == logit);
    }

    private static int[] Sorted(IEnumerable<int> tokens) => [.. tokens.Order()];

    private int[] Where(Func<int, bool> isKept) =>
        Sorted(Enumerable.Range(0, _row.Length).Where(token => float.IsFinite(_row[token]) && isKept(token)));
}
