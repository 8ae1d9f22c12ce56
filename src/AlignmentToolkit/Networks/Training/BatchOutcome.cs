namespace AlignmentToolkit.Networks.Training;

/// <summary>What the forward pass of one mini-batch showed before the weights changed.</summary>
/// <param name="Loss">Loss summed over the examples.</param>
/// <param name="Correct">Examples classified correctly.</param>
public readonly record struct BatchOutcome(double Loss, int Correct);
