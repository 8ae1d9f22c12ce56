namespace AlignmentToolkit.Decoding;

/// <summary>Where in a generation a row of logits was made.</summary>
/// <param name="PromptLength">How many tokens of the context came with the prompt; the others were generated.</param>
/// <param name="Row">Which of several contexts that are continued side by side.</param>
public readonly record struct StepInfo(int PromptLength, int Row = 0);
