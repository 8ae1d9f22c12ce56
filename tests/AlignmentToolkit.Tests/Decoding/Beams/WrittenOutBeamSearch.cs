using AlignmentToolkit.Decoding.Beams;

namespace AlignmentToolkit.Tests.Decoding.Beams;

/// <summary>Beam search on whole contexts: every continuation of every beam scored and sorted, nothing cached or selected.</summary>
internal static class WrittenOutBeamSearch
{
    public static IReadOnlyList<BeamHypothesis> Run(TableModel model, int[] prompt, BeamSettings settings)
    {
        List<(int[] Answer, double LogProbability)> beams = [([], 0)];
        List<BeamHypothesis> finished = [];
        for (int length = 1; length <= settings.MaximumTokens; length++)
        {
            (int[] Answer, double LogProbability)[] ranked = [.. beams
                .SelectMany(beam => Enumerable.Range(0, model.VocabularySize).Select(token => (int[])[.. beam.Answer, token]))
                .Select(answer => (answer, model.LogProbability(prompt, answer)))
                .OrderByDescending(candidate => candidate.Item2)
                .Take(2 * settings.Width)];
            finished.AddRange(ranked.Take(settings.Width)
                .Where((candidate, rank) =>
                    candidate.Answer[^1] == 0 && ranked.Take(rank).Count(other => other.Answer[^1] != 0) < settings.Width)
                .Select(candidate => Hypothesis(candidate, true)));
            finished = Best(finished);
            beams = [.. ranked.Where(candidate => candidate.Answer[^1] != 0).Take(settings.Width)];
            if (finished.Count < settings.Width) continue;
            double attainable = ranked[0].LogProbability
                / Math.Pow(settings.Stopping == BeamStopping.WhenCertain ? settings.MaximumTokens : length, settings.LengthPenalty);
            if (settings.Stopping == BeamStopping.WhenFull || finished[^1].Score >= attainable) return finished;
        }

        return Best([.. finished, .. beams.Select(beam => Hypothesis(beam, false))]);

        BeamHypothesis Hypothesis((int[] Answer, double LogProbability) beam, bool isFinished) => new(
            beam.Answer, beam.LogProbability, beam.LogProbability / Math.Pow(beam.Answer.Length, settings.LengthPenalty), isFinished);

        List<BeamHypothesis> Best(List<BeamHypothesis> all) => [.. all.OrderByDescending(found => found.Score).Take(settings.Width)];
    }
}
