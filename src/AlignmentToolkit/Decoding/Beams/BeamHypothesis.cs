namespace AlignmentToolkit.Decoding.Beams;

/// <summary>An answer that a beam search found.</summary>
/// <param name="Tokens">Its tokens, an end token included.</param>
/// <param name="LogProbability">log P of the tokens given the prompt, after the search's processors.</param>
/// <param name="Score">log P / nᵅ.</param>
/// <param name="IsFinished">Whether it ended by itself; otherwise it was cut at the length limit.</param>
public sealed record BeamHypothesis(IReadOnlyList<int> Tokens, double LogProbability, double Score, bool IsFinished);
