using AlignmentToolkit.Interactive;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>How many results agree with the paper.</summary>
/// <param name="NumberMatches">Numbers that agree within their tolerance.</param>
/// <param name="EffectMatches">Effects that agree where numbers do not.</param>
/// <param name="NotAtThisScale">Results a run of this size cannot judge.</param>
/// <param name="Differs">Results that disagree.</param>
public readonly record struct VerdictCounts(int NumberMatches, int EffectMatches, int NotAtThisScale, int Differs)
{
    /// <summary>All of them.</summary>
    public int Total => NumberMatches + EffectMatches + NotAtThisScale + Differs;

    /// <summary>The verdicts of both.</summary>
    public static VerdictCounts operator +(VerdictCounts left, VerdictCounts right) => Add(left, right);

    /// <summary>The verdicts of both.</summary>
    public static VerdictCounts Add(VerdictCounts left, VerdictCounts right) => new(
        left.NumberMatches + right.NumberMatches,
        left.EffectMatches + right.EffectMatches,
        left.NotAtThisScale + right.NotAtThisScale,
        left.Differs + right.Differs);

    /// <summary>The verdicts of a results table; null for any other value.</summary>
    internal static VerdictCounts? Of(object? value)
    {
        if (value is not ResultsTable table)
            return null;
        IReadOnlyDictionary<Verdict, int> counts = table.Counts();
        return new(
            counts.GetValueOrDefault(Verdict.NumberMatches),
            counts.GetValueOrDefault(Verdict.EffectMatches),
            counts.GetValueOrDefault(Verdict.NotAtThisScale),
            counts.GetValueOrDefault(Verdict.Differs));
    }
}
