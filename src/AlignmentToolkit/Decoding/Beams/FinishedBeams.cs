namespace AlignmentToolkit.Decoding.Beams;

/// <summary>The best finished answers so far, at most as many as beams.</summary>
internal sealed class FinishedBeams(BeamSettings settings, int promptLength)
{
    private readonly List<BeamHypothesis> _best = [];

    /// <summary>The answers, the best first.</summary>
    public IReadOnlyList<BeamHypothesis> Best => _best;

    /// <summary>Remembers an answer if it is among the best.</summary>
    public void Add(ReadOnlySpan<int> tokens, double logProbability, bool isFinished)
    {
        int[] answer = tokens[promptLength..].ToArray();
        double score = Score(logProbability, answer.Length);
        int place = _best.FindIndex(other => other.Score < score);
        if (place < 0) place = _best.Count;
        if (place >= settings.Width) return;
        _best.Insert(place, new BeamHypothesis(answer, logProbability, score, isFinished));
        if (_best.Count > settings.Width) _best.RemoveAt(settings.Width);
    }

    /// <summary>Whether the unfinished answers are not worth going on with.</summary>
    /// <param name="bestLogProbability">Of the likeliest of them.</param>
    /// <param name="length">Tokens each of them has.</param>
    /// <param name="lengthLimit">Tokens they can grow to.</param>
    public bool IsDone(double bestLogProbability, int length, int lengthLimit)
    {
        if (_best.Count < settings.Width) return false;
        double worst = _best[^1].Score;

        // A longer answer is less likely, but its log-probability is divided by more; with α > 0 the longest would score best.
        int mostFavourable = settings.Stopping == BeamStopping.WhenCertain && settings.LengthPenalty > 0 ? lengthLimit : length;
        return settings.Stopping == BeamStopping.WhenFull || worst >= Score(bestLogProbability, mostFavourable);
    }

    private double Score(double logProbability, int length) => logProbability / Math.Pow(length, settings.LengthPenalty);
}
