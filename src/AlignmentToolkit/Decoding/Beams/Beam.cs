using AlignmentToolkit.Decoding.Constraints;

namespace AlignmentToolkit.Decoding.Beams;

/// <summary>An unfinished answer.</summary>
/// <param name="Tokens">Prompt and answer so far.</param>
/// <param name="LogProbability">log P of the answer so far.</param>
/// <param name="Cursor">Where it is in the trie of allowed answers, if there is one.</param>
internal sealed record Beam(int[] Tokens, double LogProbability, TrieCursor? Cursor);
