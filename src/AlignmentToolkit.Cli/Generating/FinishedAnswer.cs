namespace AlignmentToolkit.Cli.Generating;

/// <summary>An answer and how it came about.</summary>
/// <param name="PromptIds">Tokens of the prompt, with the marks that the tokenizer puts around it.</param>
/// <param name="Ids">Tokens of the answer.</param>
/// <param name="Text">Text of the answer.</param>
/// <param name="TokensPerSecond">
/// Steps of the model by the time they took; the first token, which takes a pass over the prompt, is not among them. Null for fewer than
/// two tokens.
/// </param>
/// <param name="Reason">Why it ended.</param>
internal sealed record FinishedAnswer(int[] PromptIds, int[] Ids, string Text, double? TokensPerSecond, string Reason);
