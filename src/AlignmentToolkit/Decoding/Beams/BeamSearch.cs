using AlignmentToolkit.Decoding.Constraints;
using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Beams;

/// <summary>Looks for the likeliest answers by following several at once.</summary>
/// <remarks>
/// <para>
/// As HuggingFace transformers: from the B beams the 2 B best continuations by log P are taken in order. One that ends an answer is
/// remembered if it is among the first B; the others become the next beams until there are B. Processors see log-probabilities and what
/// they leave is not normalised again.
/// </para>
/// <para>A trie restricts the continuations without renormalising; only allowed tokens are looked at.</para>
/// </remarks>
/// <param name="model">The model; its state has B rows.</param>
/// <param name="settings">How to search.</param>
/// <example>
/// <code>
/// BeamSearch search = new(model, new BeamSettings { Width = 8, MaximumTokens = 3, Trie = items });
/// foreach (BeamHypothesis item in search.Run(history)) Console.WriteLine($"{item.Score:F3} {string.Join(' ', item.Tokens)}");
/// </code>
/// </example>
public sealed class BeamSearch(INextTokenModel model, BeamSettings settings)
{
    private readonly int _vocabularySize = model.VocabularySize;

    /// <summary>Finds answers to a prompt.</summary>
    /// <param name="prompt">At least one token, fewer than the model's context holds.</param>
    /// <param name="progress">Told after every token.</param>
    /// <param name="cancellation">Stops the search between tokens.</param>
    /// <returns>At most <see cref="BeamSettings.Width"/> answers, the best first; at least one.</returns>
    /// <exception cref="ArgumentException">The prompt is empty or too long, or a setting is out of range.</exception>
    /// <exception cref="InvalidLogitsException">The model, the processors or the trie left nothing to choose from.</exception>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public IReadOnlyList<BeamHypothesis> Run(
        ReadOnlySpan<int> prompt, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        settings.Validate(_vocabularySize);
        int limit = Math.Min(settings.MaximumTokens, PromptRoom.For(model, prompt));
        using IDecodingState state = model.NewState(settings.Width);
        float[] logits = new float[settings.Width * _vocabularySize];
        int[] parents = new int[settings.Width];
        int[] tokens = new int[settings.Width];
        FinishedBeams finished = new(settings, prompt.Length);
        List<Beam> beams = [new(prompt.ToArray(), 0, settings.Trie?.Start)];
        state.Append(0, prompt, logits.AsSpan(0, _vocabularySize));
        for (int length = 1; ; length++)
        {
            cancellation.ThrowIfCancellationRequested();
            List<BeamCandidate> candidates = Candidates(beams, logits, prompt.Length);
            beams = Advance(beams, candidates, finished, parents, tokens);
            progress?.Report(new WorkProgress((double)length / limit, $"{length} tokens, {finished.Best.Count} answers"));
            if (beams.Count == 0 || finished.IsDone(candidates[0].LogProbability, length, limit)) return finished.Best;
            if (length == limit) break;
            state.Reorder(parents);
            state.Step(tokens, logits);
        }

        foreach (Beam beam in beams) finished.Add(beam.Tokens, beam.LogProbability, isFinished: false);
        return finished.Best;
    }

    /// <summary>The 2 B best continuations of all beams, in order.</summary>
    private List<BeamCandidate> Candidates(List<Beam> beams, float[] logits, int promptLength)
    {
        List<BeamCandidate> candidates = [];
        for (int b = 0; b < beams.Count; b++)
        {
            Span<float> row = logits.AsSpan(b * _vocabularySize, _vocabularySize);
            double logMass = ToLogProbabilities(beams[b], row, new StepInfo(promptLength, b));
            if (beams[b].Cursor is { } cursor) AddAllowed(candidates, b, beams[b].LogProbability - logMass, row, cursor);
            else AddLikeliest(candidates, b, beams[b].LogProbability - logMass, row);
        }

        candidates.Sort();
        if (candidates.Count > 2 * settings.Width) candidates.RemoveRange(2 * settings.Width, candidates.Count - (2 * settings.Width));
        if (candidates.Count == 0) throw new InvalidLogitsException("No beam has a token left to go on with.");
        return candidates;
    }

    /// <summary>Runs the processors on log-probabilities; without any, what is to be subtracted from logits is enough.</summary>
    private double ToLogProbabilities(Beam beam, Span<float> row, in StepInfo step)
    {
        float largest = LogitRow.Largest(row);
        double logMass = largest + Math.Log(Mass.Of(row, largest));
        if (settings.Chain is not { Count: > 0 } chain) return logMass;
        foreach (ref float logit in row) logit = (float)(logit - logMass);
        chain.Process(beam.Tokens, row, step);
        return 0;
    }

    private void AddAllowed(List<BeamCandidate> candidates, int beam, double offset, ReadOnlySpan<float> row, TrieCursor cursor)
    {
        foreach (int token in cursor.Continuations) AddUnlessRemoved(candidates, beam, token, offset, row);
        if (!cursor.IsComplete) return;
        foreach (int token in settings.EndTokens)
            if (cursor.Continuations.BinarySearch(token) < 0) AddUnlessRemoved(candidates, beam, token, offset, row);
    }

    private void AddLikeliest(List<BeamCandidate> candidates, int beam, double offset, ReadOnlySpan<float> row)
    {
        foreach (TokenLogProbability likely in LikeliestTokens.Of(row, -offset, 2 * settings.Width))
            candidates.Add(new BeamCandidate(beam, likely.Token, likely.LogProbability));
    }

    private static void AddUnlessRemoved(List<BeamCandidate> candidates, int beam, int token, double offset, ReadOnlySpan<float> row)
    {
        if (!float.IsNegativeInfinity(row[token])) candidates.Add(new BeamCandidate(beam, token, offset + row[token]));
    }

    /// <summary>Makes the next beams; notes which beam each goes on from and by which token.</summary>
    private List<Beam> Advance(
        List<Beam> beams, List<BeamCandidate> candidates, FinishedBeams finished, Span<int> parents, Span<int> tokens)
    {
        parents.Clear();
        tokens.Fill(IDecodingState.Resting);
        List<Beam> next = [];
        for (int rank = 0; rank < candidates.Count && next.Count < settings.Width; rank++)
        {
            BeamCandidate candidate = candidates[rank];
            Beam beam = beams[candidate.Beam];
            int[] sequence = [.. beam.Tokens, candidate.Token];
            TrieCursor? cursor = beam.Cursor;
            bool isEnd = settings.EndTokens.Contains(candidate.Token) && (cursor?.IsComplete ?? true);
            if (!isEnd && cursor is { } place)
            {
                place.TryAdvance(candidate.Token, out place);
                cursor = place;
            }

            bool endsByTrie = !isEnd && settings.EndTokens.Count == 0 && cursor is { IsComplete: true };
            if ((isEnd || endsByTrie) && rank < settings.Width) finished.Add(sequence, candidate.LogProbability, isFinished: true);
            if (isEnd || (endsByTrie && cursor is { Continuations.IsEmpty: true })) continue;
            parents[next.Count] = candidate.Beam;
            tokens[next.Count] = candidate.Token;
            next.Add(new Beam(sequence, candidate.LogProbability, cursor));
        }

        return next;
    }
}
